import { Fragment, type ReactNode, useMemo } from 'react';
import type { Inline } from './markdown-inline.ts';
import { type Block, parseMarkdown } from './markdown.ts';

/** A text in Markdown. Everything of it becomes an element or a text of ours: nothing that it says is ever taken for HTML. */
export function Markdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  return (
    <div dir="auto" className="flex flex-col gap-2 text-pretty">
      <Blocks blocks={blocks} />
    </div>
  );
}

const Blocks = ({ blocks }: { blocks: readonly Block[] }): ReactNode =>
  blocks.map((block, index) => <OneBlock key={index} block={block} />);

function OneBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines inlines={block.inside} />
        </p>
      );
    case 'heading':
      return (
        <h4 className="font-semibold">
          <Inlines inlines={block.inside} />
        </h4>
      );
    case 'code':
      return (
        <pre
          tabIndex={0}
          role="group"
          aria-label="Code"
          className="overflow-x-auto rounded-sm border border-line bg-sunken px-3 py-2 font-mono text-sm"
        >
          {block.text}
        </pre>
      );
    case 'quote':
      return (
        <blockquote className="flex flex-col gap-2 border-l-2 border-edge pl-3 text-soft">
          <Blocks blocks={block.blocks} />
        </blockquote>
      );
    case 'list':
      return block.start === null ? (
        <ul className="list-disc pl-5">
          <Items items={block.items} />
        </ul>
      ) : (
        <ol start={block.start} className="list-decimal pl-6">
          <Items items={block.items} />
        </ol>
      );
    case 'rule':
      return <hr className="border-line" />;
  }
}

const Items = ({ items }: { items: readonly (readonly Block[])[] }): ReactNode =>
  items.map((blocks, index) => (
    <li key={index}>
      <Blocks blocks={blocks} />
    </li>
  ));

const Inlines = ({ inlines }: { inlines: readonly Inline[] }): ReactNode =>
  inlines.map((inline, index) => <Fragment key={index}>{oneInline(inline)}</Fragment>);

function oneInline(inline: Inline): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return <br />;
    case 'code':
      return <code className="rounded-sm bg-hover px-1 font-mono text-sm">{inline.text}</code>;
    case 'strong':
      return (
        <strong className="font-semibold">
          <Inlines inlines={inline.inside} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Inlines inlines={inline.inside} />
        </em>
      );
    case 'link':
      // Where it leads is to be seen before one goes there, whatever its words say.
      return (
        <a
          href={inline.href}
          title={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent underline underline-offset-2"
        >
          <Inlines inlines={inline.inside} />
        </a>
      );
  }
}
