import { safeText } from '@core/model/visible-text';
import type { TellingPair } from '@core/model/slices';
import { PairsLink } from '../../shared/ui/PairsLink';

/** The pairs that tell most, each one click away. */
export function TellingPairs({ workspace, pairs }: { workspace: string; pairs: readonly TellingPair[] }) {
  if (pairs.length === 0) return <p className="faint">No single pair stands out.</p>;
  return (
    <ul className="telling">
      {pairs.map(({ seq, requestId, why }) => (
        <li key={seq}>
          <PairsLink
            arrow
            workspace={workspace}
            filter={[{ kind: 'pairs', why: `request ${requestId}`, seqs: [seq] }]}
          >
            <bdi className="mono">{safeText(requestId)}</bdi>
          </PairsLink>
          {why !== '' && <span className="soft">{safeText(why)}</span>}
        </li>
      ))}
    </ul>
  );
}
