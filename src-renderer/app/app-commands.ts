import { useMemo } from 'react';
import { REPORT_FORMATS, REPORT_FORMAT_NAMES } from '@core/model/report';
import type { Command } from '../shared/commands/command';
import { useCommands } from '../shared/commands/registry';
import { chooseLogs } from '../shared/open-logs';
import { heldExplore } from '../shared/filter-state';
import { saveReport } from '../shared/save-report';
import { type Route, navigate, routeWorkspace } from '../shared/route';
import { useTheme } from '../shared/theme';
import { REPORT_KEYS } from './ReportMenu';
import { useUi } from './ui-state';

/** Offers what can be done on every screen, and what can be done with the shown workspace. */
export function useAppCommands(route: Route): void {
  const workspace = routeWorkspace(route);
  const commands = useMemo(
    () => [...ALWAYS, goToSettings(workspace), ...(workspace === null ? [] : forWorkspace(workspace))],
    [workspace],
  );
  useCommands(commands);
}

const ALWAYS: readonly Command[] = [
  {
    id: 'go.start',
    title: 'Start: recent workspaces',
    group: 'Go to',
    keys: 'g s',
    run: () => navigate({ screen: 'start' }),
  },
  {
    id: 'logs.open',
    title: 'Open logs…',
    group: 'Workspace',
    keys: 'o',
    run: () => void chooseLogs(null),
  },
  {
    id: 'view.back',
    title: 'Back',
    group: 'View',
    keys: '[',
    run: () => history.back(),
  },
  {
    id: 'view.forward',
    title: 'Forward',
    group: 'View',
    keys: ']',
    run: () => history.forward(),
  },
  {
    id: 'view.theme',
    title: 'Switch theme: system, light, dark',
    group: 'View',
    keys: 't',
    run: () => useTheme.getState().next(),
  },
  {
    id: 'help.palette',
    title: 'Find a command',
    group: 'Help',
    keys: 'mod+k',
    run: () => useUi.getState().setOverlay('palette'),
  },
  {
    id: 'help.keys',
    title: 'Keys of this screen',
    group: 'Help',
    keys: '?',
    run: () => useUi.getState().setOverlay('keys'),
  },
];

function goToSettings(workspace: string | null): Command {
  return {
    id: 'go.settings',
    title: 'Settings',
    group: 'Go to',
    keys: 'g ,',
    run: () => navigate({ screen: 'settings', workspace }),
  };
}

function forWorkspace(workspace: string): Command[] {
  return [
    {
      id: 'go.overview',
      title: 'Overview',
      group: 'Go to',
      keys: 'g o',
      run: () => navigate({ screen: 'overview', workspace }),
    },
    {
      id: 'go.explore',
      title: 'Explore: pairs',
      group: 'Go to',
      keys: 'g e',
      run: () => navigate(heldExplore(workspace)),
    },
    {
      id: 'go.judge',
      title: 'Judge: is the shadow better?',
      group: 'Go to',
      keys: 'g j',
      run: () => navigate({ screen: 'judge', workspace, view: null }),
    },
    {
      id: 'judge.setup',
      title: 'Set up a judge run',
      group: 'Workspace',
      run: () => navigate({ screen: 'judge', workspace, view: 'setup' }),
    },
    {
      id: 'go.review',
      title: 'Review: labels of people',
      group: 'Go to',
      keys: 'g v',
      run: () => navigate({ screen: 'review', workspace, session: null, pair: null }),
    },
    {
      id: 'go.decide',
      title: 'Decide',
      group: 'Go to',
      keys: 'g d',
      run: () => navigate({ screen: 'decide', workspace }),
    },
    {
      id: 'go.map',
      title: 'Map of disagreements',
      group: 'Go to',
      keys: 'g m',
      run: () => navigate({ screen: 'map', workspace }),
    },
    {
      id: 'go.live',
      title: 'Live: follow, alerts, capture',
      group: 'Go to',
      keys: 'g c',
      run: () => navigate({ screen: 'live', workspace }),
    },
    {
      id: 'go.rejects',
      title: 'Rejected lines',
      group: 'Go to',
      keys: 'g r',
      run: () => navigate({ screen: 'rejects', workspace, code: null, offset: 0 }),
    },
    {
      id: 'logs.add',
      title: 'Add logs to this workspace…',
      group: 'Workspace',
      keys: 'a',
      run: () => void chooseLogs(workspace),
    },
    ...REPORT_FORMAT_NAMES.map((format): Command => {
      const keys = REPORT_KEYS[format];
      return {
        id: `report.${format}`,
        title: `Save report as ${REPORT_FORMATS[format].label}`,
        group: 'Report',
        ...(keys !== undefined && { keys }),
        run: () => void saveReport(workspace, format),
      };
    }),
  ];
}
