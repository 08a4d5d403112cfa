import { ProgressBar } from 'react-aria-components';

/** How far a piece of work is, 0–1; null while that is not known. */
export function Progress({ label, share }: { label: string; share: number | null }) {
  return (
    <ProgressBar
      aria-label={label}
      className="progress"
      isIndeterminate={share === null}
      value={(share ?? 0) * 100}
    >
      {({ percentage, isIndeterminate }) => (
        <span
          className={isIndeterminate ? 'progress-fill unknown' : 'progress-fill'}
          style={isIndeterminate ? {} : { width: `${percentage ?? 0}%` }}
        />
      )}
    </ProgressBar>
  );
}
