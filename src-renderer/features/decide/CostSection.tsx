import { type ReactNode, useState } from 'react';
import { monthlyCost } from '@core/decision/monthly-cost';
import { ARMS, type ArmName } from '@core/model/arm';
import type { CostRatio, CostReport } from '@core/model/cost';
import { formatCount, formatLevel, formatRatio, formatUsd } from '@core/model/format';
import { ArmsHead } from '../../shared/ui/ArmsHead';
import { NumberInput } from './NumberInput';
import { Section } from './Section';

/** What the change costs or saves: the ratio with its bound, a month at a stated volume, and what the test itself cost. */
export function CostSection({
  cost,
  level,
  perMonth,
}: {
  cost: CostReport | null;
  level: number;
  /** Requests a month at the logged pace, to begin with. */
  perMonth: number | null;
}) {
  const [requests, setRequests] = useState(perMonth === null ? 100_000 : Math.round(perMonth));
  if (cost === null || cost.ratio === null)
    return (
      <Section id="cost">
        <p className="empty">
          The log carries no costs of both arms. With a cost, or with tokens and a price, this says what a
          month would cost.
        </p>
      </Section>
    );
  const month = monthlyCost(cost, requests);
  return (
    <Section
      id="cost"
      note={`n ${formatCount(cost.n)} pairs with both costs; bounds one-sided at ${formatLevel(level)}`}
    >
      <div className="decide-columns">
        <table aria-label="Cost by arm">
          <ArmsHead compared="Ratio, bounds" />
          <tbody>
            {rowsOf(cost).map(({ label, amount, ratio }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {ARMS.map((arm) => (
                  <td key={arm} className="num">
                    {amount(arm)}
                  </td>
                ))}
                <td className="num soft">{ratio}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <div>
          <NumberInput
            label="Requests a month"
            value={requests}
            min={1}
            step={1000}
            onChange={setRequests}
            help={
              perMonth === null
                ? 'A volume to plan for; the log carries no times.'
                : 'The pace of the log to begin with; enter your own.'
            }
          />
          {month !== null && (
            <p className="decide-month">
              {formatUsd(month.prod)} → {formatUsd(month.shadow)} a month:{' '}
              <strong>
                {month.difference.estimate <= 0 ? 'saves' : 'costs'}{' '}
                {formatUsd(Math.abs(month.difference.estimate))}
              </strong>{' '}
              <span className="bounds">({differenceWords(month.difference)})</span>
            </p>
          )}
          <p className="faint">
            Spent on the test itself, in none of the ratios: {formatUsd(cost.shadowSpent)} for shadow answers
            {cost.judging === null ? ', nothing for judging.' : `, ${formatUsd(cost.judging)} for judging.`}
            {cost.unmeasured > 0 && ` ${formatCount(cost.unmeasured)} pairs carry no cost.`}
          </p>
        </div>
      </div>
    </Section>
  );
}

interface CostRow {
  label: string;
  amount(arm: ArmName): string;
  ratio: ReactNode;
}

function rowsOf({ ratio, perRequest, perAnswer, tokens }: CostReport): CostRow[] {
  return [
    {
      label: 'Per request',
      amount: (arm) => formatUsd(perRequest?.[arm] ?? null),
      ratio: <Ratio ratio={ratio} />,
    },
    {
      label: 'Per successful answer',
      amount: (arm) => formatUsd(perAnswer?.[arm] ?? null),
      ratio: <Ratio ratio={perAnswer} />,
    },
    {
      label: 'Tokens in',
      amount: (arm) => formatCount(tokens[arm].in),
      ratio: formatRatio(quotient(tokens.prod.in, tokens.shadow.in)),
    },
    {
      label: 'Tokens out',
      amount: (arm) => formatCount(tokens[arm].out),
      ratio: formatRatio(quotient(tokens.prod.out, tokens.shadow.out)),
    },
  ];
}

function Ratio({ ratio }: { ratio: CostRatio | null }) {
  if (ratio === null) return <span className="faint">—</span>;
  return (
    <>
      <strong>{formatRatio(ratio.estimate)}</strong>{' '}
      <span className="bounds">
        {formatRatio(ratio.lower)} … {formatRatio(ratio.upper)}
      </span>
    </>
  );
}

/** Both ends in the same words: saved or more. */
function differenceWords({ lower, upper }: { lower: number; upper: number }): string {
  const words = (value: number): string => `${formatUsd(Math.abs(value))} ${value <= 0 ? 'saved' : 'more'}`;
  return upper <= 0 ? `${words(upper)} to ${words(lower)}` : `${words(lower)} to ${words(upper)}`;
}

function quotient(prod: number | null, shadow: number | null): number | null {
  return prod === null || shadow === null || prod === 0 ? null : shadow / prod;
}
