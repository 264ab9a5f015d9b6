/**
 * A text as a SARIF plain-text message shows it literally: a backslash and square brackets would be read as an escape and
 * an embedded link (SARIF 2.1.0, 3.11.6), a number in braces as a placeholder (3.11.5).
 */
export function messageText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&').replace(/\{(\d+)\}/g, '{{$1}}');
}
