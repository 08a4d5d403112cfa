import { VERDICT_LABEL, type Verdict } from '@core/model/decision';
import { VERDICT_SHAPE } from '@core/plots/verdict-mark';

/** A verdict by word, shape and colour. */
export function VerdictBadge({ verdict, large = false }: { verdict: Verdict; large?: boolean }) {
  return (
    <span className={`verdict${large ? ' large' : ''}`} data-verdict={verdict}>
      <span aria-hidden className="verdict-shape">
        {VERDICT_SHAPE[verdict]}
      </span>
      {VERDICT_LABEL[verdict]}
    </span>
  );
}
