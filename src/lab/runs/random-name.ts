/** 128 random bits as 32 hexadecimal digits; `randomUUID` is for secure pages only. */
export function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const isRandomName = (text: string): boolean => /^[0-9a-f]{32}$/.test(text);
