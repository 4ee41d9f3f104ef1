import { create } from 'qrcode'

/** A QR code as one path of an SVG whose viewBox is `size` units wide, quiet zone included. */
export interface QrCode {
  size: number
  path: string
}

/** ISO/IEC 18004 asks for four empty modules around the code. */
const quietZone = 4

/** Returns the QR code of a text, with correction level M. */
export function qrCode(text: string): QrCode {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  let path = ''
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (data[row * size + column]) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`
    }
  }
  return { size: size + 2 * quietZone, path }
}
