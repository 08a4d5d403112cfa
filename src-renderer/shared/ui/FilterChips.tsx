import { X } from 'lucide-react';
import { describeCondition } from '@core/model/describe-filter';
import type { PairFilter } from '@core/model/pair-filter';
import { Button } from './Button';

/** The conditions of a filter, each removable. */
export function FilterChips({
  filter,
  onChange,
  onEdit,
}: {
  filter: PairFilter;
  onChange: (filter: PairFilter) => void;
  /** Opens one condition for editing; absent where that is not offered. */
  onEdit?: (index: number) => void;
}) {
  return (
    <ul className="chips" aria-label="Filter">
      {filter.map((condition, index) => {
        const words = describeCondition(condition);
        return (
          <li key={JSON.stringify(condition)} className="chip">
            {onEdit ? (
              <Button kind="quiet" aria-label={`Change: ${words}`} onPress={() => onEdit(index)}>
                <bdi className="clip">{words}</bdi>
              </Button>
            ) : (
              <bdi className="clip">{words}</bdi>
            )}
            <Button
              kind="quiet"
              square
              aria-label={`Remove: ${words}`}
              onPress={() => onChange(filter.toSpliced(index, 1))}
            >
              <X className="icon" aria-hidden />
            </Button>
          </li>
        );
      })}
      {filter.length > 1 && (
        <li>
          <Button kind="quiet" onPress={() => onChange([])}>
            Clear all
          </Button>
        </li>
      )}
    </ul>
  );
}
