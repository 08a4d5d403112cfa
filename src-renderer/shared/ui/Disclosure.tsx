import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';

interface DisclosureProps {
  open: boolean;
  /** Id of what it opens. */
  controls: string;
  onToggle: (open: boolean) => void;
  children: ReactNode;
}

/** The name of a row that opens to more. */
export function Disclosure({ open, controls, onToggle, children }: DisclosureProps) {
  return (
    <Button
      className="disclosure"
      aria-expanded={open}
      aria-controls={controls}
      onPress={() => onToggle(!open)}
    >
      <ChevronRight className="icon faint" aria-hidden />
      {children}
    </Button>
  );
}
