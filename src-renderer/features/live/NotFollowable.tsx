import { Copy } from 'lucide-react';
import type { WatchInfo } from '@core/model/api/watch';
import { Button } from '../../shared/ui/Button';
import { Panel } from '../../shared/ui/Panel';
import { useCopied } from '../../shared/ui/use-copied';

/** Why the logs of a workspace can not be followed, and what to do. */
export function NotFollowable({ info: { missing, folder } }: { info: WatchInfo }) {
  return (
    <Panel title="Log" note="can not be followed from here">
      {missing.length > 0 ? (
        <>
          <p>
            {missing.length === 1 ? 'The log of this workspace lies' : 'The logs of this workspace lie'} no
            more where {missing.length === 1 ? 'it was' : 'they were'} imported from:
          </p>
          <ul className="live-places">
            {missing.map((place) => (
              <li key={place}>
                <code>{place}</code>
              </li>
            ))}
          </ul>
          <p>Put it back, or name its new place, and what is new in it is taken:</p>
        </>
      ) : (
        <p>
          The browser sent this log as a copy. A copy does not grow, so there is nothing to follow. Name the
          log itself by its path on the machine that Gnomon runs on, and following goes on where the copy
          ended:
        </p>
      )}
      <Command text={`gnomon watch PATH/OF/log.jsonl --workspace ${quoted(folder)}`} />
      <p className="soft">
        After that this screen follows it too. The desktop app, and <code>gnomon serve log.jsonl</code>, read
        logs where they are, so their logs can be followed at once. No log yet? Make one:
      </p>
      <Command text="gnomon capture --prod URL --shadow URL --sample 25% --out log.jsonl" />
    </Panel>
  );
}

function Command({ text }: { text: string }) {
  const [copied, copy] = useCopied();
  return (
    <div className="live-command">
      <code>{text}</code>
      <Button kind="quiet" onPress={() => copy(text)}>
        <Copy className="icon" aria-hidden />
        {copied ? 'Copied' : 'Copy'}
      </Button>
    </div>
  );
}

/** As a POSIX shell takes it. */
function quoted(path: string): string {
  return /^[\w./@:-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
