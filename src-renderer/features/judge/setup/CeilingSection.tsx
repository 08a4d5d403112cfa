import { CheckBox } from '../../../shared/ui/CheckBox';
import { NumberField } from '../../../shared/ui/NumberField';
import type { JudgeDraft } from '../../../shared/judge/draft';
import { SetupSection } from './SetupSection';

/** Where a run stops, and how it is handed over. */
export function CeilingSection({
  draft: { settings },
  change,
  batches,
}: {
  draft: JudgeDraft;
  change: (part: Partial<JudgeDraft>) => void;
  batches: boolean;
}) {
  const set = (part: Partial<JudgeDraft['settings']>): void => change({ settings: { ...settings, ...part } });
  return (
    <SetupSection title="Ceiling">
      <div className="field-row">
        <NumberField
          label="Money, USD"
          value={settings.maxCost}
          decimals={4}
          placeholder="none"
          onChange={(maxCost) => set({ maxCost })}
        />
        <NumberField
          label="Calls"
          value={settings.maxCalls}
          min={1}
          placeholder="none"
          onChange={(maxCalls) => set({ maxCalls })}
        />
        <NumberField
          label="Calls at a time"
          value={settings.maxConcurrency}
          min={1}
          max={500}
          placeholder="automatic"
          onChange={(maxConcurrency) => set({ maxConcurrency })}
        />
      </div>
      <p className="field-hint">
        The ceiling is for this run and is not passed, also not by calls in flight. What is judged by then
        counts.
      </p>
      {batches && (
        <CheckBox checked={settings.batch} onChange={(batch) => set({ batch })}>
          Hand over as a batch: half the price, up to a day; goes on while Gnomon is closed
        </CheckBox>
      )}
    </SetupSection>
  );
}
