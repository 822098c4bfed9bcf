/** What the members' hosts run: `kernel_version` of `GET /1.0`, and the version of every driver that comes with it. */
export const kernelVersion = '6.8.0-45-generic';
