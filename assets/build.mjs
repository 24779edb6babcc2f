// Builds the style sheets (Sass, slimmed, mirrored) and the pictures; hashed, compressed. Run by `npm run build`.
//
// Out: coproduce/web/static/dist/NAME.HASH.css, NAME.rtl.HASH.css and pictures/NAME.HASH.svg with .br and .gz beside
// each; fonts/FAMILY-STYLE.ttf for printed papers; and manifest.json, which maps NAME.css, NAME.rtl.css and pictures/NAME.svg to the hashed names.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import postcss from "postcss";
import rtlcss from "rtlcss";
import * as sass from "sass";

import { slim } from "./slim.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const OUT = fileURLToPath(new URL("../coproduce/web/static/dist/", import.meta.url));
const SHEETS = ["families", "officers"];
const FONTS = { NotoSans: "noto-sans", NotoSansArabic: "noto-sans-arabic", NotoSansBengali: "noto-sans-bengali", NotoSansGurmukhi: "noto-sans-gurmukhi" };
const STYLES = { Regular: "400Regular", Bold: "700Bold" };

/** One sheet from its Sass, with what the design system repeats taken out; comments still in it. */
function compile(name) {
  const { css } = sass.compile(`${HERE}sass/${name}.scss`, {
    loadPaths: [`${HERE}../node_modules/govuk-frontend/dist`],
    quietDeps: true,
    style: "expanded",
  });
  return postcss([slim()]).process(css, { from: undefined }).css;
}

/** Sass's own compressor, run over plain CSS. */
function minify(css) {
  return sass.compileString(css, { syntax: "css", style: "compressed" }).css;
}

/** Writes a file under its hashed name with its compressed forms; answers with that name and its sizes. */
function emit(name, content) {
  const body = Buffer.from(content);
  const hash = createHash("sha256").update(body).digest("hex").slice(0, 10);
  const file = name.replace(/\.(css|svg)$/, `.${hash}.$1`);
  const brotli = brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  const gzip = gzipSync(body, { level: 9 });
  writeFileSync(OUT + file, body);
  writeFileSync(`${OUT}${file}.br`, brotli);
  writeFileSync(`${OUT}${file}.gz`, gzip);
  console.log(`${file}: ${body.length} bytes, ${gzip.length} gzip, ${brotli.length} brotli`);
  return file;
}

const sheets = SHEETS.flatMap((name) => {
  const css = compile(name);
  return [
    [`${name}.css`, minify(css)],
    [`${name}.rtl.css`, minify(rtlcss.process(css))],
  ];
});
const pictures = readdirSync(`${HERE}pictures`)
  .filter((name) => name.endsWith(".svg"))
  .sort()
  .map((name) => [`pictures/${name}`, readFileSync(`${HERE}pictures/${name}`, "utf-8").trim()]);
rmSync(OUT, { recursive: true, force: true });
mkdirSync(`${OUT}pictures`, { recursive: true });
mkdirSync(`${OUT}fonts`);
for (const [family, from] of Object.entries(FONTS)) {
  for (const [style, weight] of Object.entries(STYLES)) {
    const font = `${HERE}../node_modules/@expo-google-fonts/${from}/${weight}/${family}_${weight}.ttf`;
    copyFileSync(font, `${OUT}fonts/${family}-${style}.ttf`);
  }
}
const manifest = Object.fromEntries([...sheets, ...pictures].map(([name, content]) => [name, emit(name, content)]));
writeFileSync(`${OUT}manifest.json`, JSON.stringify(manifest, null, 2) + "\n");
