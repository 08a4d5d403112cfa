import { LONGEST_NAME } from '@core/model/review';
import { TextDialog } from './TextDialog';
import { useReviewer } from './reviewer';
import type { Asking } from './use-review';

/** Asks whose labels these are, once, before the first is saved. */
export function ReviewerDialog({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  const { name, setName } = useReviewer();
  return (
    <TextDialog
      title="Who reviews?"
      label="Your name"
      action={asking.save === null ? 'Save' : 'Save the label'}
      initial={name ?? ''}
      maxLength={LONGEST_NAME}
      onClose={onClose}
      onSubmit={(given) => {
        setName(given);
        asking.save?.(given);
      }}
    >
      <p className="soft">
        Labels are kept by reviewer, so that agreement can be told. The name stays on this machine.
      </p>
    </TextDialog>
  );
}

/** Goes to a pair by its request id. */
export function JumpDialog({
  onClose,
  onShow,
}: {
  onClose: () => void;
  onShow: (requestId: string) => void;
}) {
  return (
    <TextDialog title="Jump to a pair" label="Request id" action="Show" onClose={onClose} onSubmit={onShow} />
  );
}
