import { type ReactNode, useId } from 'react';

interface PanelProps {
  title: string;
  /** What the panel's figures are over, e.g. "n 11,204 pairs". */
  note?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** One question of a screen with its answer. */
export function Panel({ title, note, className = '', children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {note !== undefined && <span className="panel-note">{note}</span>}
      </header>
      {children}
    </section>
  );
}
