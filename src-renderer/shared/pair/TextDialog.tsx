import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../ui/Button';

interface TextDialogProps {
  title: string;
  label: string;
  action: string;
  initial?: string;
  maxLength?: number;
  children?: ReactNode;
  onSubmit: (text: string) => void;
  onClose: () => void;
}

/** Asks for one line of text. Shown while it is mounted. */
export function TextDialog(props: TextDialogProps) {
  const { title, label, action, initial = '', maxLength = 2000, children, onSubmit, onClose } = props;
  const [text, setText] = useState(initial);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    onClose();
    onSubmit(text.trim());
  };
  return (
    <ModalOverlay isOpen onOpenChange={(isOpen) => !isOpen && onClose()} isDismissable className="overlay">
      <Modal className="modal">
        <Dialog className="pair-dialog">
          <form onSubmit={submit}>
            <Heading slot="title">{title}</Heading>
            {children}
            <label>
              {label}
              <input
                ref={input}
                value={text}
                maxLength={maxLength}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            <div className="button-row">
              <Button type="submit" kind="primary" isDisabled={text.trim() === ''}>
                {action}
              </Button>
              <Button onPress={onClose}>Cancel</Button>
            </div>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
