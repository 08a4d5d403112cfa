import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import * as v from 'valibot';
import { type JudgePrice, type JudgePriceTable, PriceTableSchema } from '@core/model/judge-run';
import { putPrices } from '../api/judge-client';
import { refreshJudgeSettings } from '../api/judge-queries';
import { type Problem, toProblem } from '../api/problem';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { ProblemPanel } from '../ui/ProblemPanel';

const FIGURES = [
  { name: 'input', label: 'Input' },
  { name: 'cachedInput', label: 'Cached input' },
  { name: 'output', label: 'Output' },
  { name: 'batchFactor', label: 'Batch, share of the price' },
] as const;

/** What models cost, dated and editable: the plan's price is only as good as this table. */
export function PriceTable({ prices }: { prices: JudgePriceTable }) {
  const [draft, setDraft] = useState<JudgePriceTable | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const shown = draft ?? prices;
  const parsed = v.safeParse(PriceTableSchema, shown);
  const change = (index: number, part: Partial<JudgePrice>): void =>
    setDraft({
      ...shown,
      prices: shown.prices.map((price, at) => (at === index ? { ...price, ...part } : price)),
    });
  const save = async (): Promise<void> => {
    try {
      await putPrices(shown);
      setDraft(null);
      setProblem(null);
      await refreshJudgeSettings();
    } catch (error) {
      setProblem(toProblem(error));
    }
  };
  return (
    <section className="price-table" aria-label="Prices">
      <p className="soft">
        Prices as of{' '}
        <input
          className="input short"
          aria-label="Date of the prices"
          value={shown.asOf}
          onChange={(event) => setDraft({ ...shown, asOf: event.target.value })}
        />{' '}
        in USD for a million tokens, entered by hand from the providers’ lists: check them before you rely on
        a cost, and change what differs together with the date. A <code>*</code> at the end of a name stands
        for any ending.
      </p>
      <table aria-label="Prices of models">
        <thead>
          <tr>
            <th scope="col">Provider</th>
            <th scope="col">Model</th>
            {FIGURES.map(({ name, label }) => (
              <th key={name} scope="col" className="num">
                {label}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.prices.map((price, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- rows are edited in place
            <tr key={index}>
              <td>
                <input
                  className="input short"
                  aria-label={`Provider, row ${index + 1}`}
                  value={price.provider}
                  onChange={(event) => change(index, { provider: event.target.value })}
                />
              </td>
              <td>
                <input
                  className="input"
                  aria-label={`Model, row ${index + 1}`}
                  value={price.model}
                  onChange={(event) => change(index, { model: event.target.value })}
                />
              </td>
              {FIGURES.map(({ name, label }) => (
                <td key={name} className="num">
                  <input
                    className="input short num"
                    type="number"
                    min={0}
                    step="any"
                    aria-label={`${label}, row ${index + 1}`}
                    value={price[name] ?? ''}
                    onChange={(event) => change(index, figurePart(name, event.target.value))}
                  />
                </td>
              ))}
              <td>
                <IconButton
                  icon={X}
                  label={`Remove ${price.model}`}
                  onPress={() => setDraft({ ...shown, prices: shown.prices.filter((_, at) => at !== index) })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="button-row">
        <Button onPress={() => setDraft({ ...shown, prices: [...shown.prices, NEW_PRICE] })}>
          <Plus className="icon" aria-hidden />
          Add a model
        </Button>
        {draft !== null && (
          <>
            <Button kind="primary" isDisabled={!parsed.success} onPress={() => void save()}>
              Save prices
            </Button>
            <Button kind="quiet" onPress={() => setDraft(null)}>
              Discard
            </Button>
          </>
        )}
        {!parsed.success && <span className="field-problem">{parsed.issues[0].message}</span>}
      </div>
      {problem && <ProblemPanel problem={problem} />}
    </section>
  );
}

const NEW_PRICE: JudgePrice = { provider: 'openai', model: '', input: 0, output: 0, batchFactor: 0.5 };

function figurePart(name: (typeof FIGURES)[number]['name'], text: string): Partial<JudgePrice> {
  return { [name]: text === '' ? 0 : Number(text) };
}
