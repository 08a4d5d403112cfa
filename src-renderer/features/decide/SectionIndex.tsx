import { useEffect, useState } from 'react';
import type { Verdict } from '@core/model/decision';
import { VERDICT_SHAPE } from '@core/plots/verdict-mark';
import { SECTIONS, type SectionId, sectionElement } from './Section';

/** Marks of sections: a verdict, or a count of what deserves a look. */
export type Marks = Readonly<Partial<Record<SectionId, Verdict | number>>>;

/** The screen's sections at its side; the one that is read is marked. */
export function SectionIndex({ marks }: { marks: Marks }) {
  const current = useCurrentSection();
  return (
    <nav className="decide-index" aria-label="Sections">
      <ol>
        {SECTIONS.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => showSection(id)}
              {...(current === id ? { 'aria-current': 'location' as const } : {})}
            >
              <span>{title}</span>
              <Mark mark={marks[id]} />
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Mark({ mark }: { mark: Verdict | number | undefined }) {
  if (mark === undefined || mark === 0) return null;
  if (typeof mark === 'number') return <span className="decide-count">{mark}</span>;
  return (
    <span className="verdict" data-verdict={mark} aria-hidden>
      {VERDICT_SHAPE[mark]}
    </span>
  );
}

/** Scrolls to a section and puts the focus on its title, so that reading goes on from there. */
export function showSection(id: SectionId): void {
  const section = sectionElement(id);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector('h2')?.focus({ preventScroll: true });
}

/** The section at the top of what is visible. */
function useCurrentSection(): SectionId {
  const [current, setCurrent] = useState<SectionId>('verdict');
  useEffect(() => {
    const main = document.getElementById('main');
    if (main === null) return undefined;
    const update = () => {
      const top = main.getBoundingClientRect().top + 80;
      const atEnd = main.scrollTop + main.clientHeight >= main.scrollHeight - 4;
      const passed = SECTIONS.filter(({ id }) => {
        const box = sectionElement(id)?.getBoundingClientRect();
        return box !== undefined && box.top <= top;
      });
      setCurrent((atEnd && main.scrollTop > 0 ? SECTIONS.at(-1) : passed.at(-1))?.id ?? 'verdict');
    };
    update();
    main.addEventListener('scroll', update, { passive: true });
    return () => main.removeEventListener('scroll', update);
  }, []);
  return current;
}
