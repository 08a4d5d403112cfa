import type { ReactNode } from 'react';
import { Skeleton } from '../../shared/ui/Skeleton';

/** Id and title of each section, in the order of the questions that a board asks. */
export const SECTIONS = [
  { id: 'verdict', title: 'Verdict' },
  { id: 'evidence', title: 'Why' },
  { id: 'needed', title: 'What it would take' },
  { id: 'slices', title: 'Who would suffer' },
  { id: 'ledger', title: 'What users will notice' },
  { id: 'drift', title: 'Over time' },
  { id: 'cost', title: 'Cost' },
  { id: 'what-if', title: 'What if' },
  { id: 'rollout', title: 'Roll-out' },
  { id: 'plan', title: 'Plan and looks' },
  { id: 'sign-off', title: 'Sign-off' },
  { id: 'report', title: 'Report' },
] as const;

export type SectionId = (typeof SECTIONS)[number]['id'];

export function sectionElement(id: SectionId): HTMLElement | null {
  return document.getElementById(`decide-${id}`);
}

interface SectionProps {
  id: SectionId;
  /** What the section's figures are over. */
  note?: ReactNode;
  children: ReactNode;
}

/** The place of a section whose figures are still being computed. */
export function PendingSection({ id }: { id: SectionId }) {
  return (
    <Section id={id} note="computing…">
      <Skeleton label="Computing" heights={[120]} />
    </Section>
  );
}

/** One question of the Decide screen with its answer. */
export function Section({ id, note, children }: SectionProps) {
  const title = SECTIONS.find((section) => section.id === id)?.title;
  return (
    <section id={`decide-${id}`} className="panel decide-section" aria-labelledby={`decide-${id}-title`}>
      <header>
        <h2 id={`decide-${id}-title`} tabIndex={-1}>
          {title}
        </h2>
        {note !== undefined && <span className="panel-note">{note}</span>}
      </header>
      {children}
    </section>
  );
}
