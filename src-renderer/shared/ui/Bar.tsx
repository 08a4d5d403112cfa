/** A share in 0–1 as a bar. Says nothing to screen readers: the figure stands beside it. */
export function Bar({ share, arm }: { share: number; arm?: 'prod' | 'shadow' }) {
  const percent = Math.max(0, Math.min(1, share)) * 100;
  return (
    <span className="bar-track" aria-hidden data-arm={arm}>
      <span className="bar-fill" style={{ width: percent > 0 ? `max(2px, ${percent}%)` : 0 }} />
    </span>
  );
}
