// Which points lie inside what was drawn.

/**
 * @param {Float32Array} outline [n, 2] of the map.
 * @returns {(x: number, y: number) => boolean} Whether a place lies inside, by the even-odd rule.
 */
export function inside(outline) {
  const corners = outline.length / 2;
  return (x, y) => {
    let within = false;
    for (let i = 0, j = corners - 1; i < corners; j = i++) {
      const [x1, y1, x2, y2] = [outline[2 * i], outline[2 * i + 1], outline[2 * j], outline[2 * j + 1]];
      if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) within = !within;
    }
    return within;
  };
}
