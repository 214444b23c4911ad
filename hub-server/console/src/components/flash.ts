import type { Attachment } from 'svelte/attachments'

/** Flashing headers flash together: all animations of the element count from the page's begin. */
export const inStep: Attachment<HTMLElement> = (element) => {
  for (const animation of element.getAnimations()) animation.startTime = 0
}
