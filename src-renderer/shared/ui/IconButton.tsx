import type { LucideIcon } from 'lucide-react';
import { Tooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from '../commands/Keys';
import { Button } from './Button';

interface IconButtonProps {
  icon: LucideIcon;
  label: string;
  keys?: string;
  onPress: () => void;
}

/** A button that is an icon, named by a tooltip with its keys. */
export function IconButton({ icon: Icon, label, keys, onPress }: IconButtonProps) {
  return (
    <TooltipTrigger delay={400}>
      <Button kind="quiet" square aria-label={label} onPress={onPress}>
        <Icon className="icon" aria-hidden />
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {label} {keys && <Keys keys={keys} />}
      </Tooltip>
    </TooltipTrigger>
  );
}
