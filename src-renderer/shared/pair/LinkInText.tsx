import { type ReactNode, useState } from 'react';
import { Button as PlainButton, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '../ui/Button';

/** A link of an output: its address is shown, and it is opened only when the analyst, seeing it, says so. */
export function LinkInText({ address, children }: { address: string; children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  const isOpenable = /^https?:\/\//i.test(address) && URL.canParse(address);
  if (address.startsWith('#')) return <span>{children}</span>;
  return (
    <>
      <span className="markdown-link">{children}</span>{' '}
      {isOpenable ? (
        <PlainButton className="markdown-address" onPress={() => setAsking(true)}>
          {address}
        </PlainButton>
      ) : (
        <span className="markdown-address">{address}</span>
      )}
      {asking && (
        <ModalOverlay isOpen onOpenChange={setAsking} isDismissable className="overlay">
          <Modal className="modal">
            <Dialog className="pair-dialog">
              <Heading slot="title">Open this address in your browser?</Heading>
              <p className="mono break">{address}</p>
              <p className="soft">It was written by a model. Opening it tells its owner that you did.</p>
              <div className="button-row">
                <Button
                  onPress={() => {
                    setAsking(false);
                    window.open(address, '_blank', 'noopener,noreferrer');
                  }}
                >
                  Open
                </Button>
                <Button kind="primary" onPress={() => setAsking(false)}>
                  Cancel
                </Button>
              </div>
            </Dialog>
          </Modal>
        </ModalOverlay>
      )}
    </>
  );
}
