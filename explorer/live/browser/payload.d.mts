// What leaves a scene: the types of the JSON that the browser reads, as explorer/live/scene/payload.py says them.
// A test compares the names of both sides. Nothing of this file is served.

import type { ProgramData } from "./evaluate.mjs";

/** The name of a value of the program: the program is asked for it at every frame. */
export type Output = string;
/** An array, flat, in C order; a blank is null. */
export type Numbers = (number | null)[];

/** The part of the plane that is visible at the start, and what is drawn behind the marks. */
export interface View {
  x: number[];
  y: number[];
  grid: boolean;
  axes: boolean;
  numbers: boolean;
  names: string[][];
  tall: [number[], number[], number] | null;
  wide: boolean;
  ratio?: number;
}

/** A plane of its own beside the main picture. */
export interface Pane extends View {
  name: string;
  holds?: string;
}

/** An array that the reader can change and Python hears of; a hidden one is a help to a control. */
export interface Input {
  name: string;
  shape: number[];
  at: Numbers;
  hidden: boolean;
  url: string;
  low?: number;
  high?: number;
  step?: number | null;
  blanks?: boolean;
  quiet?: boolean;
  decimals?: number;
}

/** What a prediction hides until it is answered, and what is left away while a condition does not hold. */
export interface Hideable {
  until?: string;
  while?: Output;
}

/** A place where a handle may rest, and what it means. */
export interface Snap {
  name: string;
  at: Output;
  guards: number[];
}

/** What the arrow keys do to a handle, where that is not a step on the screen. */
export interface Keys {
  input: string;
  step: number;
  sets: Record<string, Output>;
}

/** A point that is dragged. With `target`, its wanted place goes there, and `sets` says what follows. */
export interface HandleControl {
  kind: "handle";
  name: string;
  role: string;
  shape: string;
  at: Output;
  input?: string;
  target?: string;
  sets?: Record<string, Output>;
  guards?: number[];
  tells?: Output;
  keys?: Keys;
  snaps?: Snap[];
  predict?: string;
  depth?: boolean;
  names?: string[];
  unit?: string;
  far?: boolean;
  pane?: number;
}

/** A number between two ends; with `play` a clock, with `sets` one that moves other inputs. */
export interface SliderControl extends Hideable {
  kind: "slider";
  name: string;
  input: string;
  low: number;
  high: number;
  step: number | null;
  play: boolean;
  seconds: number;
  unit: string;
  labels: string[] | null;
  sets?: Record<string, Output>;
  starts?: boolean;
}

/** A box to tick. */
export interface SwitchControl {
  kind: "switch";
  name: string;
  input: string;
}

/** A button that asks Python for something. */
export interface ButtonControl {
  kind: "button";
  name: string;
}

/** One of a few. */
export interface ChoiceControl {
  kind: "choice";
  name: string;
  input: string;
  options: string[];
}

/** One of many texts, searched while it is typed; `list` is their place among the lists. */
export interface TextControl extends Hideable {
  kind: "text";
  name: string;
  input: string;
  list: number;
}

/** A row of items of a list that is put in order; its input is blank where it holds -1. */
export interface SequenceControl extends Hideable {
  kind: "sequence";
  name: string;
  input: string;
  list: number;
  repeats: boolean;
}

/** The camera that the reader turns. */
export interface OrbitControl {
  kind: "orbit";
  name: string;
  input: string;
}

/** A button that sets inputs. */
export interface ActionControl extends Hideable {
  kind: "action";
  name: string;
  sets: Record<string, Output>;
  key: string;
}

export type Control = HandleControl | SliderControl | SwitchControl | ButtonControl | ActionControl | ChoiceControl | TextControl | SequenceControl | OrbitControl;

/** What all marks have. With `depth` positions have a third coordinate that says how near they are.
 *
 * `pane` is the place of the pane that it is drawn in, among all; without it, it is in the main picture. */
export interface Drawn extends Hideable {
  role: string;
  label: string;
  guards: number[];
  depth?: boolean;
  pane?: number;
}

/** An arrow. */
export interface ArrowMark extends Drawn {
  kind: "arrow";
  tip: Output;
  tail: Output;
  faint: boolean;
  name?: string;
}

/** A straight piece. */
export interface SegmentMark extends Drawn {
  kind: "segment";
  start: Output;
  end: Output;
  name?: string;
}

/** Many straight pieces. */
export interface SegmentsMark extends Drawn {
  kind: "segments";
  pieces: Output;
  faint: boolean;
  solid?: boolean;
}

/** Many thin straight pieces, behind the rest. */
export interface GridMark extends Drawn {
  kind: "grid";
  pieces: Output;
}

/** A line without ends. */
export interface LineMark extends Drawn {
  kind: "line";
  direction: Output;
  through: Output;
}

/** A curve through points. */
export interface PathMark extends Drawn {
  kind: "path";
  points: Output;
  closed: boolean;
  name?: string;
}

/** A filled shape. */
export interface PolygonMark extends Drawn {
  kind: "polygon";
  points: Output;
  signed: boolean;
  edge: boolean;
  name?: string;
}

/** What a press on a point does: set an input to its number, and take a handle. */
export interface Picks {
  input: string;
  handle: string;
}

/** Points, few or, with `cloud`, so many that they are drawn in another way.
 *
 * As a number `labels` is the place of a list among the lists. */
export interface PointsMark extends Drawn {
  kind: "points";
  points: Output;
  size: number;
  name: string;
  faint: boolean;
  cloud?: boolean;
  labels?: string[] | number;
  groups?: number[];
  group_names?: string[];
  colours?: string[];
  picks?: Picks;
  sizes?: Output;
  tones?: Output;
  markers?: Output;
}

/** A short text beside a point; `tail` is what it keeps away from. */
export interface LabelMark extends Drawn {
  kind: "label";
  name?: string;
  lead?: boolean;
  at: Output;
  small: boolean;
  tail?: Output;
  value?: Output;
  unit?: string;
  digits?: number;
  list?: number;
  words?: string[];
  centred?: boolean;
}

/** A matrix (m, n), or a picture (m, n, 3), as pixels between two ends of each axis. */
export interface PictureMark extends Drawn {
  kind: "picture";
  name: string;
  matrix: Output;
  x: number[];
  y: number[];
  low: number;
  high: number;
  tones: string;
  digits: number;
  rows?: string[];
  columns?: string[];
  hot?: Output;
  picked?: string;
}

/** A matrix (m, n) whose numbers stand in cells of the picture; with `input` they are typed and dragged. */
export interface EntriesMark extends Drawn {
  kind: "entries";
  name: string;
  matrix: Output;
  x: number[];
  y: number[];
  input?: string;
  step?: number;
  lit?: Output;
  rows?: string[];
  columns?: string[];
  beside?: boolean;
  signs?: string[];
  roles?: string[];
}

/** Points that are pressed; `input` takes the number of the point, and `sets` says what follows. */
export interface PressMark extends Drawn {
  kind: "press";
  name: string;
  points: Output;
  labels: string[];
  input: string;
  sets: Record<string, Output>;
  on?: Output;
  place?: string;
  beside?: Record<string, Output>;
}

export type Mark = ArrowMark | SegmentMark | SegmentsMark | GridMark | LineMark | PathMark | PolygonMark | PointsMark | LabelMark | PictureMark | EntriesMark | PressMark;

/** A number, a vector or a matrix that follows the drag. */
export interface ReadoutItem extends Hideable {
  kind: "readout";
  name: string;
  value: Output;
  guards: number[];
  unit: string;
  digits: number;
  role: string;
  words: string[] | null;
  aside: boolean;
  lead?: boolean;
  list?: number;
}

/** The components of an input, typed. */
export interface FieldItem extends Hideable {
  kind: "field";
  name: string;
  input: string;
  role: string;
}

/** A matrix in brackets: a value that follows, or handles that are its columns. */
export interface MatrixItem extends Hideable {
  kind: "matrix";
  name: string;
  value?: Output;
  guards?: number[];
  role?: string;
  inputs?: string[];
  roles?: string[];
}

/** A matrix that follows, in colours from -scale over 0 to scale. */
export interface Coloured extends Hideable {
  name: string;
  value: Output;
  guards: number[];
  rows: string[] | null;
  columns: string[] | null;
  scale: number;
  digits: number;
  place: string;
}

/** A matrix as coloured cells. */
export interface CellsItem extends Coloured {
  kind: "cells";
  heads: string[] | null;
  target?: Output;
}

/** A matrix of so many numbers that they are pixels, which say their numbers one at a time. */
export interface PixelsItem extends Coloured {
  kind: "pixels";
}

/** A matrix that is typed. */
export interface Typed extends Hideable {
  name: string;
  input: string;
  rows: string[];
  columns: string[];
  heads: string[] | null;
  scale: number;
  place: string;
}

/** A matrix of real numbers that is typed. */
export interface TableItem extends Typed {
  kind: "table";
}

/** A matrix of complex numbers that is typed; its input holds a real and an imaginary part a cell. */
export interface ComplexTableItem extends Typed {
  kind: "complex_table";
}

/** A matrix that is painted. */
export interface PaintItem extends Hideable {
  kind: "paint";
  name: string;
  input: string;
  low: number;
  high: number;
  brush: number;
  soft: number;
  named: boolean;
  rows: string[] | null;
  columns: string[] | null;
  place: string;
}

/** A number as a bar, beside the best that can be reached. */
export interface BarItem extends Hideable {
  kind: "bar";
  name: string;
  value: Output;
  guards: number[];
  low: number;
  high: number;
  unit: string;
  lead?: boolean;
  said?: string;
  best?: Output;
}

/** The largest value so far. */
export interface RecordItem extends Hideable {
  kind: "record";
  name: string;
  value: Output;
  guards: number[];
  counts: Output;
  per: Output;
  unit: string;
}

/** Heights, one a step, and the step where one stands. */
export interface CurveItem extends Hideable {
  kind: "curve";
  name: string;
  value: Output;
  guards: number[];
  at: Output;
  role: string;
  logarithmic: boolean;
}

/** Markers of groups with their names. */
export interface LegendItem extends Hideable {
  kind: "legend";
  names: string[];
  place: string;
}

/** A formula as MathML; the elements with `data-value="k"` show the k-th of `values`. */
export interface FormulaItem extends Hideable {
  kind: "formula";
  mathml: string;
  values: Output[];
  guards: number[];
  digits: number;
}

/** A challenge that checks itself. */
export interface GoalItem extends Hideable {
  kind: "goal";
  name: string;
  value: Output;
  guards: number[];
  because: string;
  when?: Output;
  guess?: string;
}

/** A question with its answer, and how far off the guess is. */
export interface PredictItem extends Hideable {
  kind: "predict";
  name: string;
  question: string;
  value: Output;
  guards: number[];
  answer: Output;
  within: number;
  input?: string;
  unit?: string;
  digits?: number;
  about?: Output;
  which?: Output;
  seen?: Output;
}

/** A setting of inputs under a name. */
export interface PresetItem {
  kind: "preset";
  name: string;
  values: Record<string, Numbers>;
  seconds: number | null;
}

/** One sentence. */
export interface NoteItem extends Hideable {
  kind: "note";
  text: string;
  place: string;
}

export type Item = ReadoutItem | FieldItem | MatrixItem | CellsItem | PixelsItem | TableItem | ComplexTableItem | PaintItem | BarItem | RecordItem | CurveItem | LegendItem | FormulaItem | GoalItem | PredictItem | PresetItem | NoteItem;

/** A step of the lesson: its sentence, what it sets, what it hides, which button it presses. */
export interface Step {
  text: string;
  values: Record<string, Numbers>;
  hide: string[];
  press: string;
}

/** How a role looks: see `explorer.roles.Role`. */
export interface RoleLooks {
  meaning: string;
  light: string;
  dark: string;
  light_strong: string;
  dark_strong: string;
  dash: string;
  marker: string;
}

/** Everything that the browser needs of a scene. */
export interface Payload {
  title: string;
  view: View;
  panes: Pane[];
  inputs: Input[];
  controls: Control[];
  marks: Mark[];
  panel: Item[];
  steps: Step[];
  program: ProgramData;
  roles: Record<string, RoleLooks>;
  groups: string[][];
  lists: string[][];
  scale: Record<string, string[]>;
}
