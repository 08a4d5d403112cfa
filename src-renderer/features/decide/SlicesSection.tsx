import { useState } from 'react';
import { TriangleAlert } from 'lucide-react';
import { formatCount, formatLevel, formatP, formatPercent } from '@core/model/format';
import { sliceWarnings } from '@core/model/slice-words';
import { SLICE_CRITERIA, type SampleRatio, type SliceReport } from '@core/model/slices';
import { safeText } from '@core/model/visible-text';
import { plural } from '../../shared/labels';
import { Button } from '../../shared/ui/Button';
import { Section } from './Section';
import { SliceTableRow } from './SliceTableRow';
import { SLICE_LABEL } from './slice-label';

/** Rows shown before all are asked for. */
const SHOWN = 12;

/** Which users would suffer: slices worst first, with the rate of false alarms under control. */
export function SlicesSection({ slices, workspace }: { slices: SliceReport; workspace: string }) {
  const [all, setAll] = useState(false);
  const rows = all ? slices.rows : slices.rows.slice(0, SHOWN);
  const alarms = slices.rows.filter(({ figures }) => figures.some(({ alarm }) => alarm)).length;
  const note = `${formatCount(slices.rows.length)} slices, ${formatCount(slices.tests)} tests, ${formatCount(alarms)} ${plural(alarms, 'alarm')} at a false-discovery rate of ${formatLevel(slices.q)}`;
  return (
    <Section id="slices" note={note}>
      <Warnings slices={slices} />
      {slices.rows.length === 0 ? (
        <p className="empty">
          No slice holds at least {formatCount(slices.minPairs)} pairs. Slices come from the log’s tags
          (route, language, user group), from the length of the prompt and from the time of day.
        </p>
      ) : (
        <table className="slices" aria-label="Slices, worst first">
          <thead>
            <tr>
              <th scope="col">Slice</th>
              <th scope="col" className="num">
                Pairs
              </th>
              {SLICE_CRITERIA.map((criterion) => (
                <th key={criterion} scope="col" className="num">
                  {SLICE_LABEL[criterion]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <SliceTableRow key={row.slice.column + row.slice.value} row={row} workspace={workspace} />
            ))}
          </tbody>
        </table>
      )}
      <div className="decide-after">
        {slices.rows.length > SHOWN && (
          <Button onPress={() => setAll(!all)}>
            {all ? 'Show the worst only' : `Show all ${formatCount(slices.rows.length)}`}
          </Button>
        )}
        <p className="faint small">
          {slices.tooSmall > 0 &&
            `${formatCount(slices.tooSmall)} ${plural(slices.tooSmall, 'slice')} with fewer than ${formatCount(slices.minPairs)} pairs ${plural(slices.tooSmall, 'is', 'are')} left out. `}
          Slices are alarms to look into, not criteria: name one as protected in the plan to make it decide.
          {slices.rule === 'anytime' &&
            ' The log grows and is looked at again, so an alarm needs a p-value that holds at every look (Benjamini–Yekutieli).'}
          {slices.dimensions
            .filter(({ skipped }) => skipped !== null)
            .map(({ label, skipped }) => ` ${safeText(label)}: ${skipped}.`)
            .join('')}
        </p>
      </div>
    </Section>
  );
}

function Warnings({ slices }: { slices: SliceReport }) {
  const { sampleRatio } = slices;
  const warnings = sliceWarnings(slices);
  return (
    <>
      {warnings.length > 0 && (
        <ul className="decide-warnings">
          {warnings.map(({ title, words }) => (
            <li key={words}>
              <TriangleAlert className="icon" aria-hidden />
              <span>
                <strong>{title}.</strong> {safeText(words)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {sampleRatio?.alarm && <SampleTable rows={sampleRatio.rows} />}
      {sampleRatio !== null && !sampleRatio.alarm && (
        <p className="faint">
          {safeText(sampleRatio.words)} ({formatCount(sampleRatio.sampled)} of{' '}
          {formatCount(sampleRatio.eligible)} eligible requests,{' '}
          {formatPercent(sampleRatio.sampled / sampleRatio.eligible)}; {formatP(sampleRatio.p)})
        </p>
      )}
    </>
  );
}

/** Logged against eligible requests, route by route. */
function SampleTable({ rows }: { rows: SampleRatio['rows'] }) {
  return (
    <table className="sample-ratio" aria-label="Logged against eligible requests">
      <thead>
        <tr>
          <th scope="col">Route</th>
          <th scope="col" className="num">
            Eligible
          </th>
          <th scope="col" className="num">
            Expected
          </th>
          <th scope="col" className="num">
            Logged
          </th>
          <th scope="col" className="num">
            Of eligible
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ value, eligible, expected, sampled }) => (
          <tr key={value}>
            <td>{safeText(value)}</td>
            <td className="num">{formatCount(eligible)}</td>
            <td className="num">{formatCount(Math.round(expected))}</td>
            <td className="num">{formatCount(sampled)}</td>
            <td className="num">{formatPercent(sampled / eligible)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
