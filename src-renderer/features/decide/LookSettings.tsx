import { formatCount } from '@core/model/format';
import { type Plan, plannedPairs } from '@core/model/plan';
import { OptionalNumber } from './NumberInput';
import { SettingField, describedBy } from './SettingField';
import { ofShare, toPercent } from './percent';
import { useTyped } from './use-typed';

const RULES: Readonly<Record<Plan['looks']['rule'], { label: string; help: string }>> = {
  auto: {
    label: 'as the data come',
    help: 'A finished log is decided once; as soon as it grows between two looks, a GO is given at planned looks only. Who looks at growing data until they please is wrong far more often than the level says.',
  },
  fixed: {
    label: 'once',
    help: 'One analysis of a finished log. Further looks are recorded, and the report shows them.',
  },
  sequential: {
    label: 'at planned looks',
    help: 'A GO at planned looks, a NO-GO at any time; looking more often pays with a little wider bounds.',
  },
};

/** When data that still grow may be looked at for a GO. */
export function LookSettings({ draft, onDraft }: { draft: Plan; onDraft: (plan: Plan) => void }) {
  const { looks } = draft;
  const set = (change: Partial<Plan['looks']>) => onDraft({ ...draft, looks: { ...looks, ...change } });
  return (
    <>
      <SettingField id="plan-looks" label="When may be looked" help={RULES[looks.rule].help}>
        <select
          id="plan-looks"
          value={looks.rule}
          onChange={(event) => set({ rule: event.currentTarget.value as Plan['looks']['rule'] })}
        >
          {Object.entries(RULES).map(([rule, { label }]) => (
            <option key={rule} value={rule}>
              {label}
            </option>
          ))}
        </select>
      </SettingField>
      {looks.rule !== 'fixed' && <LookShares draft={draft} onShares={(at) => set({ at })} />}
      {looks.rule !== 'fixed' && (
        <div className="number-input">
          <span aria-hidden>Pairs at the last look</span>
          <OptionalNumber
            label="Pairs at the last look"
            hideLabel
            value={looks.planned}
            otherwise={String(plannedPairs({ ...draft, looks: { rule: looks.rule, at: looks.at } }))}
            min={100}
            step={500}
            whole
            onChange={(planned) => {
              const { planned: _old, ...rest } = looks;
              onDraft({ ...draft, looks: planned === undefined ? rest : { ...rest, planned } });
            }}
          />
          <span className="soft number-help">
            When the plan is fulfilled. Left empty: one pair more than the coverage criterion asks for.
          </span>
        </div>
      )}
    </>
  );
}

function LookShares({ draft, onShares }: { draft: Plan; onShares: (at: number[]) => void }) {
  const shown = draft.looks.at.map(toPercent).join(', ');
  const { text, problem, set } = useTyped('plan-look-shares', shown);
  const planned = plannedPairs(draft);
  const help = `A GO may be given at ${draft.looks.at.map((share) => formatCount(Math.ceil(share * planned))).join(', ')} complete pairs. More looks ask a little more of each; a NO-GO may come at any time.`;
  return (
    <SettingField
      id="plan-look-shares"
      label="Looks for a GO, in % of the plan"
      help={help}
      problem={problem}
    >
      <input
        id="plan-look-shares"
        value={text}
        aria-invalid={problem !== null}
        aria-describedby={describedBy('plan-look-shares', help, problem)}
        onChange={(event) => {
          const { shares, wrong } = readShares(event.currentTarget.value);
          set(event.currentTarget.value, wrong);
          if (wrong === null) onShares(shares);
        }}
      />
    </SettingField>
  );
}

/** "25, 50, 100 %" as rising shares, or why it is not. */
function readShares(text: string): { shares: number[]; wrong: string | null } {
  const percents = text
    .split(/[\s,;%]+/)
    .filter((part) => part !== '')
    .map(Number);
  const wrong = percents.some((each) => !Number.isFinite(each))
    ? 'must be percentages with commas between, such as 25, 50, 100'
    : percents.length === 0
      ? 'must hold one look at least'
      : percents.length > 20
        ? 'must hold at most 20 looks'
        : percents.some((each) => each <= 0 || each > 100)
          ? 'must be above 0 and at most 100'
          : percents.some((each, i) => i > 0 && each <= percents[i - 1]!)
            ? 'must rise'
            : null;
  return { shares: percents.map(ofShare), wrong };
}
