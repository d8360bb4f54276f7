// The display's glass: text as the terminal's pins say it, drawn dot by dot as the controller draws it.
"use strict";

const Glass = (() => {
  const CELL_WIDTH = 8, CELL_HEIGHT = 16, ROWS = 4;
  // A dot takes this many pixels of the canvas, its gap included; the glass has a margin of dots that stay clear.
  const DOT = 6, MARGIN = 3;
  const BACK = "#b9cf7d", FAINT = "#b1c774", DARK = "#1d2c17", UNLIT = "#56624a", UNLIT_FAINT = "#525e47";

  const canvas = document.getElementById("display-canvas");
  const text = document.createElement("canvas");

  function isWide(character) {
    return character.codePointAt(0) >= 0x1100;
  }

  /** Draws the dots of one character at a place of the small canvas. */
  function drawCharacter(context, character, column, row) {
    context.fillText(character, column * CELL_WIDTH, row * CELL_HEIGHT + 14);
  }

  /** Which dots are dark. */
  function dots(lines, columns) {
    text.width = columns * CELL_WIDTH;
    text.height = ROWS * CELL_HEIGHT;
    const context = text.getContext("2d", { willReadFrequently: true });
    context.font = "16px Unifont, monospace";
    context.textBaseline = "alphabetic";
    lines.forEach((line, row) => {
      let column = 0;
      for (const character of line) {
        if (character !== " ") drawCharacter(context, character, column, row);
        column += isWide(character) ? 2 : 1;
      }
    });
    const pixels = context.getImageData(0, 0, text.width, text.height).data;
    return (x, y) => pixels[(y * text.width + x) * 4 + 3] > 110;
  }

  function draw(lines, columns, isLit) {
    const width = columns * CELL_WIDTH, height = ROWS * CELL_HEIGHT;
    canvas.width = (width + 2 * MARGIN) * DOT;
    canvas.height = (height + 2 * MARGIN) * DOT;
    const context = canvas.getContext("2d");
    context.fillStyle = isLit ? BACK : UNLIT;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const isDark = dots(lines, columns);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        context.fillStyle = isLit && isDark(x, y) ? DARK : isLit ? FAINT : UNLIT_FAINT;
        context.fillRect((x + MARGIN) * DOT, (y + MARGIN) * DOT, DOT - 1, DOT - 1);
      }
    }
  }

  return { draw };
})();
