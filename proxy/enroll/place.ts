/** The file system as far as enrolment needs it. Errors are those of node:fs, with a `code`. */
export type Place = {
  /** Null: there is no such file. */
  read(path: string): string | null;
  /** A new file that its owner alone can read. @throws EEXIST where there is one. */
  create(path: string, text: string): void;
  /** In place of the file, at once and whole. */
  replace(path: string, text: string): void;
  remove(path: string): void;
};
