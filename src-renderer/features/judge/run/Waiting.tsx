import { Hourglass } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatDuration } from '@core/model/format';

/** The server asked to wait: why, and how long still. */
export function Waiting({ until, reason }: { until: number; reason: string }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="run-waiting" role="timer" aria-live="off">
      <Hourglass className="icon" aria-hidden />
      Goes on in {formatDuration(Math.max(0, until - now))}: {reason}
    </p>
  );
}
