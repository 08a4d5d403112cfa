import type { RefAttributes } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';

interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style'>, RefAttributes<HTMLButtonElement> {
  /** primary: the one thing to do next. quiet: without a frame, for icons and places that are full. */
  kind?: 'primary' | 'normal' | 'quiet';
  /** Square, for an icon alone; give it an aria-label. */
  square?: boolean;
}

export function Button({ kind = 'normal', square = false, ...props }: ButtonProps) {
  return <AriaButton {...props} className={`button ${kind}${square ? ' square' : ''}`} />;
}
