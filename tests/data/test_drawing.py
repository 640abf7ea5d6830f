import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pixgrad.data.drawing import SIZE, SUPERSAMPLING, Canvas, Dice, Pose, camera, clouds, colour, striped

UPRIGHT = Pose(scale=1.0)
SQUARE = ((-0.5, -0.25), (0.5, -0.25), (0.5, 0.25), (-0.5, 0.25))


@pytest.fixture
def canvas():
    return Canvas(UPRIGHT)


def dice(seed=0):
    return Dice(np.random.Generator(np.random.PCG64(seed)))


def area(mask):
    """The picture is 2 wide and 2 high."""
    return 4 * mask.mean()


@pytest.mark.parametrize("radius, height", [(0.5, None), (0.8, 0.3), (0.2, 0.9)])
def test_a_disc_has_the_area_of_an_ellipse(canvas, radius, height):
    """Is the area of a disc pi times its half axes?"""
    mask = canvas.disc(0.1, -0.05, radius, height)
    assert area(mask) == pytest.approx(np.pi * radius * (height or radius), rel=0.02)


def test_a_polygon_of_four_right_angles_is_a_box(canvas):
    """Do the two ways to draw a rectangle agree?"""
    np.testing.assert_array_equal(canvas.polygon(*SQUARE), canvas.box(-0.5, -0.25, 0.5, 0.25))


def test_a_polygon_does_not_depend_on_where_its_corners_start_or_which_way_they_run(canvas):
    """Is a polygon the same from any corner, clockwise or not?"""
    corners = [(-0.8, -0.7), (0.9, -0.3), (0.1, 0.0), (0.4, 0.8), (-0.6, 0.5)]
    turned, reversed_ = corners[2:] + corners[:2], corners[::-1]
    np.testing.assert_array_equal(canvas.polygon(*corners), canvas.polygon(*turned))
    np.testing.assert_array_equal(canvas.polygon(*corners), canvas.polygon(*reversed_))


def test_a_line_is_a_box_with_two_round_ends(canvas):
    """Is the area of a stroke its length times its width, and a disc?"""
    mask = canvas.line((-0.4, -0.3), (0.4, 0.3), 0.3)
    assert area(mask) == pytest.approx(1.0 * 0.3 + np.pi * 0.15**2, rel=0.02)


@given(st.floats(-0.3, 0.3), st.floats(-0.3, 0.3), st.floats(0.2, 0.6), st.floats(-3, 3))
def test_an_object_moves_turns_and_shrinks_with_its_pose(x, y, scale, tilt):
    """Does a pose move the middle of a figure, and scale its area, whatever the tilt?"""
    canvas = Canvas(Pose((x, y), scale, tilt))
    mask = canvas.box(-0.6, -0.6, 0.6, 0.6)
    side, pixel = 1.2 * scale, 2 / len(mask)  # a side can be off by a pixel, half at each end
    assert area(mask) == pytest.approx(side**2, abs=2 * side * pixel + pixel**2)
    assert canvas.across[mask].mean() == pytest.approx(x, abs=0.02)
    assert canvas.up[mask].mean() == pytest.approx(y, abs=0.02)


def test_a_mirrored_pose_gives_the_mirror_image():
    """Is an object that faces left the mirror image of one that faces right?"""
    right, left = (Canvas(Pose(scale=0.8, mirrored=mirrored)) for mirrored in (False, True))
    masks = [each.polygon((-1, -1), (0.9, 0), (-1, 0.5)) for each in (right, left)]
    np.testing.assert_array_equal(masks[0], masks[1][:, ::-1])


def test_a_tilt_turns_anticlockwise(canvas):
    """Does a positive tilt take what was on the right upwards?"""
    turned = Canvas(Pose(scale=1.0, tilt=np.pi / 2))
    np.testing.assert_array_equal(canvas.disc(0, 0.5, 0.2), turned.disc(0.5, 0, 0.2))


def test_paint_changes_the_mask_and_nothing_else(canvas):
    """Does paint, plain or textured, stay within its mask?"""
    mask, red, blue = canvas.disc(0, 0, 0.5), colour(0, 0.5, 0.5), colour(240, 0.5, 0.5)
    canvas.paint(mask, red)
    canvas.paint(mask & (canvas.x > 0), striped(canvas.x, blue, red))
    np.testing.assert_array_equal(canvas.pixels[~mask], 0)
    np.testing.assert_array_equal(
        canvas.pixels[mask & (canvas.x > 0)], np.broadcast_to(blue, (mask.sum() // 2, 3))
    )


@pytest.mark.parametrize("hue, brightest", [(0, 0), (120, 1), (240, 2)])
def test_a_hue_names_its_brightest_channel(hue, brightest):
    """Are 0, 120 and 240 degrees red, green and blue, and is brightness the mean of the channels?"""
    rgb = colour(hue, 0.2, 0.5)
    assert rgb.argmax() == brightest
    assert rgb.mean() == pytest.approx(0.5)


def test_stripes_change_at_whole_numbers():
    """Does a striped texture alternate, below zero as well?"""
    black, white = np.zeros(3), np.ones(3)
    texture = striped(np.array([[-1.5, -0.5, 0.5, 1.5]]), black, white)
    assert texture[0, :, 0].tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize("cells", [1, 3, 24])
def test_clouds_are_smooth_and_between_0_and_1(cells):
    """Do neighbouring pixels of a cloud differ by at most one step of the interpolation?"""
    noise = clouds(dice(), cells)
    step = cells / (SIZE * SUPERSAMPLING)
    assert noise.min() >= 0
    assert noise.max() <= 1
    assert max(np.abs(np.diff(noise, axis=axis)).max() for axis in (0, 1)) <= step + 1e-12


def test_the_camera_averages_blocks():
    """Does a picture of random grey blocks come out as the means of its blocks?"""
    side = SIZE * SUPERSAMPLING
    pixels = np.random.default_rng(0).random((side, side, 3))
    blocks = [
        [
            pixels[r : r + SUPERSAMPLING, c : c + SUPERSAMPLING].mean((0, 1))
            for c in range(0, side, SUPERSAMPLING)
        ]
        for r in range(0, side, SUPERSAMPLING)
    ]
    np.testing.assert_allclose(camera(pixels, levels=256), 255 * np.array(blocks), atol=0.5 + 1e-9)


def test_the_camera_clips_and_keeps_to_its_levels():
    """Are there at most as many brightnesses as levels, black and white among them?"""
    noise = np.random.default_rng(0).normal(0.5, 1, (SIZE, SIZE, 3))
    photo = camera(np.zeros((SIZE * SUPERSAMPLING,) * 2 + (3,)), noise, levels=6)
    assert np.unique(photo).tolist() == [0, 51, 102, 153, 204, 255]


def test_bell_noise_has_mean_0_and_variance_1():
    """Is the noise standardised?"""
    noise = dice().bell((200, 200))
    assert noise.mean() == pytest.approx(0, abs=0.02)
    assert noise.var() == pytest.approx(1, abs=0.02)


def test_dice_reach_all_options():
    """Does a count reach both of its ends, and nothing beyond?"""
    rolls = dice()
    assert {rolls.count(2, 5) for _ in range(200)} == {2, 3, 4, 5}
