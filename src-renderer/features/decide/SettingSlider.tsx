import { useId } from 'react';
import type { CriterionResult } from '@core/model/decision';
import { formatCriterion, formatLevel } from '@core/model/format';
import type { SettingRange } from '@core/model/what-if';
import { VerdictBadge } from '../../shared/ui/VerdictBadge';

const STEPS = 200;

interface SettingSliderProps {
  range: SettingRange;
  value: number;
  /** The criterion that the setting belongs to, as tried; undefined for the level. */
  criterion: CriterionResult | undefined;
  onChange: (value: number) => void;
}

/** One setting as a slider, with the range in which the verdict stays drawn on its track and said in words. */
export function SettingSlider({ range, value, criterion, onChange }: SettingSliderProps) {
  const id = useId();
  const { label, limits, words, setting } = range;
  const [least, most] = limits;
  const format = (figure: number): string =>
    setting.kind === 'level' ? formatLevel(figure) : formatCriterion(setting.criterion, figure);
  const whole = setting.kind === 'threshold' && setting.criterion.startsWith('coverage');
  const step = whole ? Math.max(1, Math.round((most - least) / STEPS)) : (most - least) / STEPS;
  const place = (figure: number): number =>
    most > least ? Math.min(1, Math.max(0, (figure - least) / (most - least))) * 100 : 0;
  const from = place(range.from ?? least);
  const to = place(range.to ?? most);
  return (
    <div className="setting">
      <div className="setting-head">
        <label htmlFor={id}>{label}</label>
        <output htmlFor={id} className={value === range.value ? 'soft' : 'strong'}>
          {format(value)}
        </output>
        {criterion !== undefined && <VerdictBadge verdict={criterion.verdict} />}
      </div>
      <div className="setting-track">
        <svg className="setting-range" aria-hidden width="100%" height="6">
          <rect x={`${from}%`} width={`${Math.max(0, to - from)}%`} height="6" />
          <line x1={`${place(range.value)}%`} x2={`${place(range.value)}%`} y1="0" y2="6" />
        </svg>
        <input
          id={id}
          type="range"
          min={least}
          max={most}
          step={step}
          value={value}
          aria-valuetext={format(value)}
          aria-describedby={`${id}-words`}
          onChange={(event) => onChange(snapped(event.currentTarget.valueAsNumber, range.value, step))}
        />
      </div>
      <p id={`${id}-words`} className="soft small">
        {words}
      </p>
    </div>
  );
}

/** The declared value is a place that the slider finds back to. */
function snapped(value: number, declared: number, step: number): number {
  return Math.abs(value - declared) < step ? declared : value;
}
