import { useState } from 'react';
import Markdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { formatCount } from '@core/model/format';
import { Button } from '../ui/Button';
import { displayText } from './display-text';
import { LinkInText } from './LinkInText';
import type { Side } from './sides';

/** Characters rendered until the whole is asked for: a megabyte takes seconds. */
const CLIPPED = 150_000;
const PLUGINS = [remarkGfm];

/** Both outputs as their Markdown means them to look. HTML in them is shown as text, images are not loaded. */
export function MarkdownView({ sides }: { sides: readonly [Side, Side] }) {
  return (
    <div className="pair-rendered">
      {sides.map((side) => (
        <Rendered key={side.place} side={side} />
      ))}
    </div>
  );
}

function Rendered({ side: { place, text } }: { side: Side }) {
  const [whole, setWhole] = useState(false);
  if (text === null) return <div className="aligned-cell none" />;
  const clipped = !whole && text.length > CLIPPED;
  return (
    <div dir="auto" className="markdown">
      <Markdown
        remarkPlugins={PLUGINS}
        remarkRehypeOptions={{ clobberPrefix: `${place}-` }}
        components={COMPONENTS}
        // Nothing leads anywhere without being asked for, so that addresses are shown as they are.
        urlTransform={(address) => address}
      >
        {displayText(clipped ? text.slice(0, CLIPPED) : text)}
      </Markdown>
      {clipped && (
        <Button onPress={() => setWhole(true)}>Render all {formatCount(text.length)} characters</Button>
      )}
    </div>
  );
}

const COMPONENTS: Components = {
  a: ({ href = '', children }) => <LinkInText address={href}>{children}</LinkInText>,
  img: ({ src, alt }) => (
    <span className="markdown-image">
      image{alt ? `: ${alt}` : ''} – {typeof src === 'string' ? src : ''}, not loaded
    </span>
  ),
  input: ({ checked }) => <span aria-label={checked ? 'done' : 'open'}>{checked ? '☑' : '☐'} </span>,
};
