import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { PAIR_VIEWS, type PairViewName, VIEW_LABEL } from './pair-views';

interface ViewSwitchProps {
  view: PairViewName;
  onChange: (view: PairViewName) => void;
}

/** How the outputs are shown. */
export function ViewSwitch({ view, onChange }: ViewSwitchProps) {
  return (
    <ToggleButtonGroup
      aria-label="View"
      className="view-switch"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[view]}
      onSelectionChange={([next]) => onChange(next as PairViewName)}
    >
      {PAIR_VIEWS.map((name) => (
        <ToggleButton key={name} id={name} className="view-switch-option">
          {VIEW_LABEL[name]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
