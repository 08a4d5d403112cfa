import { ARM_LABEL, type ArmName as Arm } from '@core/model/arm';

/** An arm by its name, mark and colour: a disc for production, a diamond for shadow. `model` in place of the name. */
export function ArmName({ arm, model = null }: { arm: Arm; model?: string | null }) {
  return (
    <span className="arm" data-arm={arm}>
      <span className="arm-mark" aria-hidden />
      {model === null ? (
        ARM_LABEL[arm]
      ) : (
        <span className="clip" title={model}>
          {model}
        </span>
      )}
      {model !== null && <span className="visually-hidden"> ({ARM_LABEL[arm]})</span>}
    </span>
  );
}
