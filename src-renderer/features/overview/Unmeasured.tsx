import type { ReactNode } from 'react';

/** The place of figures that the logs do not bring, and what would. */
export function Unmeasured({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="unmeasured hatched">
      <p>
        <strong>{title}</strong>
      </p>
      <p>{children}</p>
    </div>
  );
}
