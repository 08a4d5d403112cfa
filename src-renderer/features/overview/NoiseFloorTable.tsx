import type { BoundedFigure } from '@core/model/bounded-figure';
import { formatCount } from '@core/model/format';
import type { NoiseFloor } from '@core/model/noise-floor';
import { noiseFloorRows, noiseFloorSentence } from '@core/model/noise-floor-rows';
import { ArmName } from '../../shared/ui/ArmName';

/** Production against its own reruns, beside the shadow; nothing where the log holds none. */
export function NoiseFloorTable({ floor }: { floor: NoiseFloor | null }) {
  if (floor === null) return null;
  return (
    <section className="noise-floor" aria-label="Noise floor">
      <h3>Noise floor</h3>
      <p className="soft small">{noiseFloorSentence(floor)}</p>
      <table aria-label="Production against its own reruns and against the shadow">
        <thead>
          <tr>
            <th scope="col">Against production</th>
            <th scope="col" className="num">
              <ArmName arm="prod" /> again
            </th>
            <th scope="col" className="num">
              <ArmName arm="shadow" />
            </th>
            <th scope="col" className="num">
              n
            </th>
          </tr>
        </thead>
        <tbody>
          {noiseFloorRows(floor).map(({ label, n, rerun, shadow }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <Figure figure={rerun} />
              <Figure figure={shadow} />
              <td className="num faint">{formatCount(n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Figure({ figure: { value, bounds } }: { figure: BoundedFigure }) {
  return (
    <td className="num">
      <span className="strong">{value}</span> <span className="faint small nowrap">{bounds}</span>
    </td>
  );
}
