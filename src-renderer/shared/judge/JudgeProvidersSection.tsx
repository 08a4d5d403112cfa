import { useJudgeSettings } from '../api/judge-queries';
import { toProblem } from '../api/problem';
import type { JudgeSettings } from '@core/model/api/judge';
import { Panel } from '../ui/Panel';
import { ProblemPanel } from '../ui/ProblemPanel';
import { Skeleton } from '../ui/Skeleton';
import { PriceTable } from './PriceTable';
import { ProviderKey } from './ProviderKey';
import './providers.css';

/** Keys of the judge's providers, and what models cost: a section of the settings. */
export function JudgeProvidersSection() {
  const { data, error } = useJudgeSettings();
  return (
    <Panel title="Judge providers" note="keys can be set and removed, but not read">
      {error && <ProblemPanel problem={toProblem(error)} />}
      {!data && !error && <Skeleton label="Reading the settings" heights={[28, 28, 28]} />}
      {data && <Providers settings={data} />}
    </Panel>
  );
}

function Providers({ settings: data }: { settings: JudgeSettings }) {
  return (
    <div className="judge-providers">
      <table aria-label="Judge providers">
        <thead>
          <tr>
            <th scope="col">Provider</th>
            <th scope="col">Address</th>
            <th scope="col">Key</th>
          </tr>
        </thead>
        <tbody>
          {data.providers.map((provider) => (
            <tr key={provider.provider}>
              <th scope="row">{provider.label}</th>
              <td className="mono">{provider.baseUrl}</td>
              <td>
                <ProviderKey provider={provider} baseUrl={null} inTable />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <PriceTable prices={data.prices} />
    </div>
  );
}
