// Draws nodes in the shape of their class: sigma's own program for circles, with other distances in the shader.

import { NodeProgram } from "sigma/rendering";
import type { NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_diff;
varying float v_radius;
varying float v_shape;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 diff = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + diff, 1)).xy, 0, 1);
  v_diff = diff;
  v_radius = size / 2.0;
  v_shape = a_shape;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= bias;
}`;

const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_diff;
varying float v_radius;
varying float v_shape;
uniform float u_correctionRatio;
const vec4 transparent = vec4(0.0);
float triangle(vec2 p) {
  return max(-p.y, max(0.866 * p.x + 0.5 * p.y, -0.866 * p.x + 0.5 * p.y)) * 2.0;
}
float reach(vec2 p, float r) {
  vec2 a = abs(p);
  if (v_shape < 0.5) return length(p);
  if (v_shape < 1.5) return max(a.x, a.y) / 0.72;
  if (v_shape < 2.5) return a.x + a.y;
  if (v_shape < 3.5) return triangle(p);
  if (v_shape < 4.5) return max(a.y, a.x * 0.866 + a.y * 0.5) / 0.866;
  if (v_shape < 5.5) return max(min(a.x, a.y) + 0.64 * r, max(a.x, a.y) + 0.07 * r);
  return triangle(vec2(p.x, -p.y));
}
void main(void) {
  float border = u_correctionRatio * 2.0;
  float dist = reach(v_diff, v_radius) - v_radius + border;
  #ifdef PICKING_MODE
  gl_FragColor = length(v_diff) > v_radius ? transparent : v_color;
  #else
  float t = clamp(dist / border, 0.0, 1.0);
  gl_FragColor = mix(v_color, transparent, t);
  #endif
}`;

const UNIFORMS = ["u_sizeRatio", "u_correctionRatio", "u_matrix"] as const;

export class ShapeProgram extends NodeProgram<(typeof UNIFORMS)[number]> {
  override getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_shape", size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  override processVisibleItem(index: number, start: number, data: NodeDisplayData): void {
    const { array } = this;
    array[start] = data.x;
    array[start + 1] = data.y;
    array[start + 2] = data.size;
    array[start + 3] = floatColor(data.color);
    array[start + 4] = index;
    array[start + 5] = (data as NodeDisplayData & { shape?: number }).shape ?? 0;
  }

  override setUniforms(
    params: RenderParams,
    {
      gl,
      uniformLocations,
    }: {
      gl: WebGLRenderingContext | WebGL2RenderingContext;
      uniformLocations: Record<(typeof UNIFORMS)[number], WebGLUniformLocation>;
    },
  ): void {
    gl.uniform1f(uniformLocations.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
  }
}
