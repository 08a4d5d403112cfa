import type { LatencyBeside } from '@core/model/board';
import { formatCount, formatLevel, formatP, formatPercent, formatRatio } from '@core/model/format';

/** Other quantiles and the median over requests, with paired and unpaired bounds side by side. */
export function LatencyTable({ beside: { level, quantiles, perRequest } }: { beside: LatencyBeside }) {
  return (
    <div className="latency-beside">
      <table aria-label="Latency ratios beside the criterion">
        <thead>
          <tr>
            <th scope="col">Shadow / production</th>
            <th scope="col" className="num">
              Ratio
            </th>
            <th scope="col" className="num">
              Paired bounds
            </th>
            <th scope="col" className="num">
              As if unpaired
            </th>
            <th scope="col" className="num">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {quantiles.map(({ p, n, ratio, paired, unpaired }) => (
            <tr key={p}>
              <th scope="row">P{Math.round(100 * p)} of the requests</th>
              <td className="num strong">{formatRatio(ratio)}</td>
              <td className="num">{boundsOf(paired)}</td>
              <td className="num soft">{boundsOf(unpaired)}</td>
              <td className="num">{formatCount(n)}</td>
            </tr>
          ))}
          {perRequest !== null && (
            <tr>
              <th scope="row">Median of the requests’ own ratios</th>
              <td className="num strong">{formatRatio(perRequest.median)}</td>
              <td className="num">{boundsOf(perRequest)}</td>
              <td className="num faint">only paired</td>
              <td className="num">{formatCount(perRequest.n)}</td>
            </tr>
          )}
        </tbody>
      </table>
      <p className="faint small">
        One-sided bounds at {formatLevel(level)} from one analysis; they decide nothing. A quantile beyond the
        timeouts has none.
        {perRequest !== null &&
          ` The median is bounded by the sign test${perRequest.deff > 1 ? `, widened for clusters (design effect ${perRequest.deff.toFixed(2)})` : ''}: the shadow was slower in ${formatPercent(perRequest.slower / perRequest.n)} and faster in ${formatPercent(perRequest.faster / perRequest.n)} of the requests${perRequest.signP === null ? '' : ` (${formatP(perRequest.signP)})`}.`}
      </p>
    </div>
  );
}

function boundsOf({ lower, upper }: { lower: number | null; upper: number | null }): string {
  if (lower === null || upper === null) return 'too few';
  return `${formatRatio(lower)} – ${formatRatio(upper)}`;
}
