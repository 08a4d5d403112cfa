import {
  Activity,
  Check,
  FileX2,
  Gauge,
  Keyboard,
  ListChecks,
  type LucideIcon,
  Monitor,
  Moon,
  Rows3,
  ScatterChart,
  Scale,
  Settings,
  Sun,
} from 'lucide-react';
import { memo } from 'react';
import { Link, Tooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from '../shared/commands/Keys';
import { heldExplore, useFilterState } from '../shared/filter-state';
import { type Route, formatRoute } from '../shared/route';
import { type Theme, useTheme } from '../shared/theme';
import { IconButton } from '../shared/ui/IconButton';
import { useUi } from './ui-state';

const THEME_ICON: Readonly<Record<Theme, LucideIcon>> = { system: Monitor, light: Sun, dark: Moon };

/** The screens of the workspace, and what is always at hand. */
export const Rail = memo(function Rail(props: { screen: Route['screen']; workspace: string | null }) {
  const { screen, workspace } = props;
  const theme = useTheme((state) => state.theme);
  const next = useTheme((state) => state.next);
  const setOverlay = useUi((state) => state.setOverlay);
  // Explore's link leads back to where it was left.
  useFilterState((state) => state.held);
  const screens: { to: Route; label: string; keys: string; icon: LucideIcon }[] =
    workspace === null
      ? []
      : [
          { to: { screen: 'overview', workspace }, label: 'Overview', keys: 'g o', icon: Gauge },
          { to: heldExplore(workspace), label: 'Explore', keys: 'g e', icon: Rows3 },
          { to: { screen: 'judge', workspace, view: null }, label: 'Judge', keys: 'g j', icon: Scale },
          {
            to: { screen: 'review', workspace, session: null, pair: null },
            label: 'Review',
            keys: 'g v',
            icon: ListChecks,
          },
          { to: { screen: 'decide', workspace }, label: 'Decide', keys: 'g d', icon: Check },
          { to: { screen: 'map', workspace }, label: 'Map', keys: 'g m', icon: ScatterChart },
          { to: { screen: 'live', workspace }, label: 'Live', keys: 'g c', icon: Activity },
          {
            to: { screen: 'rejects', workspace, code: null, offset: 0 },
            label: 'Rejected lines',
            keys: 'g r',
            icon: FileX2,
          },
        ];
  // Figures of a filter are a part of the Overview.
  const current = screen === 'figures' ? 'overview' : screen;
  return (
    <nav className="rail" aria-label="Screens">
      <RailLink
        href={formatRoute({ screen: 'start' })}
        label="Start"
        keys="g s"
        icon={Mark}
        current={current === 'start'}
      />
      {screens.map(({ to, label, keys, icon }) => (
        <RailLink
          key={label}
          href={formatRoute(to)}
          {...{ label, keys, icon }}
          current={current === to.screen}
        />
      ))}
      <span className="rail-space" />
      <RailLink
        href={formatRoute({ screen: 'settings', workspace })}
        label="Settings"
        keys="g ,"
        icon={Settings}
        current={current === 'settings'}
      />
      <IconButton icon={THEME_ICON[theme]} label={`Theme: ${theme}`} keys="t" onPress={next} />
      <IconButton icon={Keyboard} label="Keys" keys="?" onPress={() => setOverlay('keys')} />
    </nav>
  );
});

interface RailLinkProps {
  href: string;
  label: string;
  keys: string;
  icon: LucideIcon | typeof Mark;
  current: boolean;
}

const RailLink = memo(function RailLink({ href, label, keys, icon: Icon, current }: RailLinkProps) {
  return (
    <TooltipTrigger delay={300}>
      <Link
        href={href}
        className="rail-link"
        aria-label={label}
        {...(current ? { 'aria-current': 'page' as const } : {})}
      >
        <Icon className="icon" aria-hidden />
      </Link>
      <Tooltip className="tooltip" placement="right" offset={6}>
        {label} <Keys keys={keys} />
      </Tooltip>
    </TooltipTrigger>
  );
});

function Mark() {
  return (
    <svg viewBox="0 0 20 20" className="mark" aria-hidden>
      <path d="M3 16h14L6 3z" />
      <path d="M6 3v13" />
    </svg>
  );
}
