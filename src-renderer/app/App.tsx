import { type MouseEvent, useEffect, useMemo } from 'react';
import { useAppState } from '../shared/api/queries';
import { useKeyBindings } from '../shared/commands/use-key-bindings';
import { useFollowJob } from '../shared/follow-job';
import { plural } from '../shared/labels';
import { onOpenLogs } from '../shared/log-picker';
import { showImport } from '../shared/open-logs';
import { type Route, navigate, parseRoute, routeWorkspace, useHash } from '../shared/route';
import { AppHeader } from './AppHeader';
import { DropOverlay } from './DropOverlay';
import { ErrorBoundary } from './ErrorBoundary';
import { FilterBar } from './FilterBar';
import { HostGone } from './HostGone';
import { JobStrip } from './JobStrip';
import { KeysOverlay } from './KeysOverlay';
import { Palette } from './Palette';
import { Rail } from './Rail';
import { Screen } from './Screen';
import { useAppCommands } from './app-commands';
import './app.css';

/** The same elements each time, so that a change of the address does not draw them anew. */
const HOST_GONE = <HostGone />;
const OVERLAYS = (
  <>
    <DropOverlay />
    <Palette />
    <KeysOverlay />
  </>
);

/** The frame around every screen. */
export function App() {
  const hash = useHash();
  const route = useMemo(() => parseRoute(hash), [hash]);
  const workspace = routeWorkspace(route);
  useKeyBindings();
  useAppCommands(route);
  useStartView(hash);
  useEffect(() => onOpenLogs((logs) => showImport(logs, null)), []);
  const alerts = useFollowJob(alertsStanding);
  useEffect(() => {
    const standing = alerts === 0 ? '' : `■ ${alerts} ${plural(alerts, 'alert')} · `;
    document.title = standing + TITLE[route.screen];
  }, [route.screen, alerts]);

  return (
    <div className="app">
      <a className="skip-link" href="#main" onClick={skipToMain}>
        Skip to the screen
      </a>
      <Rail screen={route.screen} workspace={workspace} />
      <div className="app-column">
        <AppHeader workspace={workspace} />
        {workspace !== null && <FilterBar workspace={workspace} route={route} />}
        {HOST_GONE}
        <main id="main" tabIndex={-1} className="app-main">
          <ErrorBoundary key={`${route.screen} ${workspace ?? ''}`} view={hash}>
            <Screen route={route} />
          </ErrorBoundary>
        </main>
        <JobStrip route={route} />
      </div>
      {OVERLAYS}
    </div>
  );
}

/** Rules in alert on what is followed: the title tells them to whom looks at another window. */
function alertsStanding({ job }: ReturnType<typeof useFollowJob.getState>): number {
  return job?.status === 'following' ? (job.last?.state.active.length ?? 0) : 0;
}

const TITLE: Readonly<Record<Route['screen'], string>> = {
  start: 'Gnomon',
  import: 'Import · Gnomon',
  overview: 'Overview · Gnomon',
  figures: 'Figures of a filter · Gnomon',
  review: 'Review · Gnomon',
  decide: 'Decide · Gnomon',
  live: 'Live · Gnomon',
  rejects: 'Rejected lines · Gnomon',
  explore: 'Explore · Gnomon',
  judge: 'Judge · Gnomon',
  map: 'Map · Gnomon',
  settings: 'Settings · Gnomon',
};

/** The fragment is the view, so the link moves the focus itself. */
function skipToMain(event: MouseEvent): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

/** Without a view in the address, what Gnomon was started with is shown: a workspace, or logs to import. */
function useStartView(hash: string): void {
  const { data } = useAppState();
  useEffect(() => {
    if (hash !== '' || data === undefined) return;
    const logs = data.opening.map((log) => log.id);
    if (data.current !== null) navigate({ screen: 'overview', workspace: data.current }, { replace: true });
    else if (logs.length > 0) navigate({ screen: 'import', logs, workspace: null }, { replace: true });
  }, [hash, data]);
}
