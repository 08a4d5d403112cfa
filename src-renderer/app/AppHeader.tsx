import { Search } from 'lucide-react';
import { memo } from 'react';
import { formatCount, formatDayRange } from '@core/model/format';
import { useWarmExplore } from '../shared/api/explore-queries';
import { useOverview } from '../shared/api/queries';
import { Keys } from '../shared/commands/Keys';
import { plural } from '../shared/labels';
import { ArmName } from '../shared/ui/ArmName';
import { Button } from '../shared/ui/Button';
import { ReportMenu } from './ReportMenu';
import { WorkspaceMenu } from './WorkspaceMenu';
import { useUi } from './ui-state';

/** Which workspace is shown and what it holds. */
export const AppHeader = memo(function AppHeader({ workspace }: { workspace: string | null }) {
  const { data } = useOverview(workspace);
  useWarmExplore(workspace, data !== undefined);
  const setOverlay = useUi((state) => state.setOverlay);
  const info = workspace === null ? undefined : data?.workspace;
  return (
    <header className="app-header">
      <WorkspaceMenu workspace={workspace} name={info?.name ?? null} />
      {info && (
        <div className="app-facts">
          <span className="nowrap">
            {formatCount(info.pairs)} {plural(info.pairs, 'pair')}
          </span>
          {info.firstTimestamp !== null && (
            <span className="nowrap">{formatDayRange(info.firstTimestamp, info.lastTimestamp)}</span>
          )}
          <span className="app-models">
            <ArmName arm="prod" model={info.models.prod} />
            <span aria-hidden>→</span>
            <ArmName arm="shadow" model={info.models.shadow} />
          </span>
        </div>
      )}
      <span className="app-header-space" />
      {workspace !== null && <ReportMenu workspace={workspace} />}
      <Button onPress={() => setOverlay('palette')}>
        <Search className="icon" aria-hidden />
        <span className="app-commands-label">Commands</span> <Keys keys="mod+k" />
      </Button>
    </header>
  );
});
