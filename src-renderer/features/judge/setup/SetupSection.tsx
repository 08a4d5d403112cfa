import { type ReactNode, useId } from 'react';

/** One question of the set-up. */
export function SetupSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="setup-section" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className="setup-fields">{children}</div>
    </section>
  );
}
