import { DecideScreen } from '../features/decide/DecideScreen';
import { ExploreScreen } from '../features/explore/ExploreScreen';
import { ImportScreen } from '../features/import/ImportScreen';
import { JudgeScreen } from '../features/judge/JudgeScreen';
import { LiveScreen } from '../features/live/LiveScreen';
import { MapScreen } from '../features/map/MapScreen';
import { FiguresScreen } from '../features/overview/FiguresScreen';
import { OverviewScreen } from '../features/overview/OverviewScreen';
import { RejectsScreen } from '../features/rejects/RejectsScreen';
import { ReviewScreen } from '../features/review/ReviewScreen';
import { SettingsScreen } from '../features/settings/SettingsScreen';
import { StartScreen } from '../features/start/StartScreen';
import type { Route } from '../shared/route';

/** The screen of a route. Keys make a screen start afresh when it is about something else. */
export function Screen({ route }: { route: Route }) {
  switch (route.screen) {
    case 'start':
      return <StartScreen />;
    case 'import':
      return <ImportScreen key={route.logs.join()} logs={route.logs} workspace={route.workspace} />;
    case 'overview':
      return <OverviewScreen key={route.workspace} workspace={route.workspace} />;
    case 'figures':
      return <FiguresScreen key={route.workspace} workspace={route.workspace} filter={route.filter} />;
    case 'decide':
      return <DecideScreen key={route.workspace} workspace={route.workspace} />;
    case 'explore':
      return <ExploreScreen key={route.workspace} route={route} />;
    case 'judge':
      return <JudgeScreen key={route.workspace} workspace={route.workspace} view={route.view} />;
    case 'review':
      return <ReviewScreen workspace={route.workspace} session={route.session} pair={route.pair} />;
    case 'live':
      return <LiveScreen key={route.workspace} workspace={route.workspace} />;
    case 'map':
      return <MapScreen key={route.workspace} workspace={route.workspace} />;
    case 'settings':
      return <SettingsScreen workspace={route.workspace} />;
    case 'rejects':
      return <RejectsScreen workspace={route.workspace} code={route.code} offset={route.offset} />;
  }
}
