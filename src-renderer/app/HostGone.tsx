import { Unplug } from 'lucide-react';
import { useEffect } from 'react';
import { refetchFailed, useAppState, useHostGone } from '../shared/api/queries';
import { Button } from '../shared/ui/Button';

/** Says that the host does not answer; what is on screen stays readable, and what failed is fetched when it is back. */
export function HostGone() {
  const gone = useHostGone();
  const { refetch } = useAppState();
  useEffect(() => (gone ? () => void refetchFailed() : undefined), [gone]);
  if (!gone) return null;
  return (
    <div className="host-gone" role="alert">
      <Unplug className="icon" aria-hidden />
      <span>
        <strong>Gnomon is not running.</strong> What you see is kept, but nothing can be computed. Start
        Gnomon again; in a browser, open the new address that it prints.
      </span>
      <Button onPress={() => void refetch()}>Try now</Button>
    </div>
  );
}
