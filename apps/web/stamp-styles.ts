/** Gives every style that a library of ours writes at run time the nonce of this page. */

/** The nonce of this page, as the server wrote it into the page. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content

/**
 * Stamps style elements where they are made. Ant takes a nonce for its themes, but not for the few rules with which it
 * measures scroll bars and locks the page behind a dialog.
 */
export function stampStyles(): void {
  const create = document.createElement
  document.createElement = function (this: Document, name: string, options?: ElementCreationOptions) {
    const element = create.call(this, name, options)
    if (nonce && name === 'style') element.nonce = nonce
    return element
  } as typeof create
}
