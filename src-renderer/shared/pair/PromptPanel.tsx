import { ChevronRight } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { Button } from 'react-aria-components';
import { formatCount } from '@core/model/format';
import { safeText } from '@core/model/visible-text';
import { useCommands } from '../commands/registry';
import { type Turn, conversationOf } from './conversation';
import { displayText } from './display-text';

/** Characters shown of one text until the whole is asked for. */
const CLIPPED = 20_000;

interface PromptPanelProps {
  prompt: string | null;
  messages: string | null;
}

/** What was asked: the prompt, or the whole conversation; folds to its first line. */
export function PromptPanel({ prompt, messages }: PromptPanelProps) {
  const [open, setOpen] = useState(true);
  const body = useId();
  const turns = useMemo((): Turn[] => {
    const conversation = messages === null ? null : conversationOf(messages);
    if (conversation !== null) return conversation;
    const text = prompt ?? messages;
    return text === null ? [] : [{ role: 'prompt', text }];
  }, [prompt, messages]);
  const commands = useMemo(
    () => [
      {
        id: 'pair.prompt',
        title: 'Show or fold the prompt',
        group: 'Pair' as const,
        keys: 'x',
        run: () => setOpen((was) => !was),
      },
    ],
    [],
  );
  useCommands(commands);
  if (turns.length === 0) return <p className="pair-prompt faint">The log holds no prompt.</p>;
  const title = turns.length === 1 ? 'Prompt' : `Conversation of ${formatCount(turns.length)} messages`;
  return (
    <section className="pair-prompt" aria-label={title}>
      <Button className="disclosure" aria-expanded={open} aria-controls={body} onPress={() => setOpen(!open)}>
        <ChevronRight className="icon faint" aria-hidden />
        {title}
        {!open && <span className="pair-prompt-line clip">{safeText(turns.at(-1)!.text.slice(0, 300))}</span>}
      </Button>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and so must be reachable by keyboard */}
      <div id={body} hidden={!open} className="pair-turns" tabIndex={0} role="group" aria-label={title}>
        {open &&
          turns.map((turn, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a conversation never changes its order
            <TurnText key={`${index} ${turn.text.length}`} turn={turn} named={turns.length > 1} />
          ))}
      </div>
    </section>
  );
}

function TurnText({ turn, named }: { turn: Turn; named: boolean }) {
  const [whole, setWhole] = useState(false);
  const { role, text } = turn;
  const clipped = !whole && text.length > CLIPPED;
  return (
    <div className="pair-turn">
      {named && <span className="pair-role">{safeText(role)}</span>}
      <p dir="auto">{displayText(clipped ? text.slice(0, CLIPPED) : text)}</p>
      {clipped && (
        <Button className="button quiet" onPress={() => setWhole(true)}>
          Show all {formatCount(text.length)} characters
        </Button>
      )}
    </div>
  );
}
