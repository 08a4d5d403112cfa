import type { PairColumn } from '@core/model/pair-columns';
import { safeText } from '@core/model/visible-text';
import { ArmName } from '../../shared/ui/ArmName';
import { Button } from '../../shared/ui/Button';

/** Name of a facet, and the way to take its conditions back. */
export function FacetTitle({
  id,
  column,
  onClear,
}: {
  id: string;
  column: PairColumn;
  /** Null where the facet does not filter. */
  onClear: (() => void) | null;
}) {
  const [, ...rest] = column.label.split(' ');
  return (
    <header className="facet-head">
      <h3 id={id} className="clip">
        {column.arm === null ? (
          safeText(column.label)
        ) : (
          <>
            <ArmName arm={column.arm} /> {rest.join(' ')}
          </>
        )}
      </h3>
      {onClear && (
        <Button kind="quiet" aria-label={`Clear ${column.label}`} onPress={onClear}>
          Clear
        </Button>
      )}
    </header>
  );
}
