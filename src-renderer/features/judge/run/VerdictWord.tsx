import type { JudgeVerdict } from '@core/model/judge';
import { ArmName } from '../../../shared/ui/ArmName';

/** Who won: an arm, neither, or no verdict. */
export function VerdictWord({ verdict }: { verdict: JudgeVerdict | null }) {
  if (verdict === null) return <span className="caution">unjudged</span>;
  return verdict === 'tie' ? <span className="soft">tie</span> : <ArmName arm={verdict} />;
}
