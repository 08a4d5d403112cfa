import type { Problem } from '../shared/api/problem';
import { Button } from '../shared/ui/Button';
import { ProblemPanel } from '../shared/ui/ProblemPanel';

/** Background work that failed, until it is put away. */
export function Failure({ problem, onDismiss }: { problem: Problem; onDismiss: () => void }) {
  return (
    <div className="job-failure">
      <ProblemPanel problem={problem} actions={<Button onPress={onDismiss}>Dismiss</Button>} />
    </div>
  );
}
