// A PostCSS step that makes the design system's parts ours: they inherit type from the page instead of setting it
// again for each part, take their colours from our tokens, and lean on logical properties.
//
// Why: the parts set family, size and line height for every class and again for print. Urdu needs taller lines
// than English, so type is set once, on the page, and everything below inherits. It also halves what is sent.

const TOKENS = {
  text: "ink",
  "secondary-text": "soft",
  error: "brick",
  focus: "focus",
  "focus-text": "on-focus",
  border: "hair",
  "input-border": "line",
  hover: "line",
  link: "pine",
  "link-visited": "pine",
  "link-hover": "ink",
  "link-active": "ink",
  brand: "pine",
  success: "pine",
  "body-background": "paper",
  "surface-background": "ground",
};

const LOGICAL = [
  [/^(margin|padding|border)-left(?=$|-)/, "$1-inline-start"],
  [/^(margin|padding|border)-right(?=$|-)/, "$1-inline-end"],
];

const INHERITED = new Set(["font-family", "line-height", "-webkit-font-smoothing", "-moz-osx-font-smoothing"]);
const BODY_SIZE = "1.1875rem";
const isOurs = (rule) => !/\.govuk-/.test(rule.selector ?? "");

/** Removes a declaration that the page already makes, or turns it towards our tokens and directions. */
function declaration(node) {
  if (INHERITED.has(node.prop) || (node.prop === "font-size" && node.value === BODY_SIZE)) {
    node.remove();
    return;
  }
  node.value = node.value.replace(/var\(--govuk-([a-z-]+)-colour, [^)]*\)/g, (whole, name) =>
    TOKENS[name] ? `var(--${TOKENS[name]})` : whole,
  );
  for (const [physical, logical] of LOGICAL) node.prop = node.prop.replace(physical, logical);
}

/** The plugin. */
export function slim() {
  return {
    postcssPlugin: "slim",
    OnceExit(root) {
      root.walkAtRules("media", (rule) => {
        const old = rule.params.includes("\\0");
        const parts = rule.params === "print" && rule.nodes.every((node) => node.type === "rule" && !isOurs(node));
        if (old || parts) rule.remove();
      });
      root.walkRules((rule) => {
        const variables = rule.selector === ":root" && rule.nodes.every((node) => node.prop?.startsWith("--govuk"));
        if (variables || /x:-moz-any-link/.test(rule.selector)) rule.remove();
        else if (!isOurs(rule)) rule.walkDecls(declaration);
      });
      root.walkAtRules((rule) => {
        if (rule.nodes?.length === 0) rule.remove();
      });
      root.walkRules((rule) => {
        if (rule.nodes.length === 0) rule.remove();
      });
    },
  };
}
slim.postcss = true;
