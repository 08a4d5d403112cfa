import type { LatencyBeside } from '@core/model/board';
import { latencyBesideNote, latencyBesideRows } from '@core/model/latency-beside-rows';

/** Other quantiles and the median over requests, with paired and unpaired bounds side by side. */
export function LatencyTable({ beside }: { beside: LatencyBeside }) {
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
          {latencyBesideRows(beside).map(({ label, ratio, paired, unpaired, n }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td className="num strong">{ratio}</td>
              <td className="num">{paired}</td>
              <td className={unpaired === null ? 'num faint' : 'num soft'}>{unpaired ?? 'only paired'}</td>
              <td className="num">{n}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="faint small">{latencyBesideNote(beside)}</p>
    </div>
  );
}
