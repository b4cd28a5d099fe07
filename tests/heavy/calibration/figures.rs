//! Figures of real people, from public records, anonymous: half of those that were found.
//!
//! They are halved once more, every other one: the model's prior agrees with the first half (share of the
//! hours told 0.93, log sd 0.25; effort of the students 0.37, of the developers 1.13), and the second half
//! is kept to try it with.

/// The figures of one half.
pub struct Figures {
    /// Weekly hours of students of a 400 h project of 27 weeks, one row a student.
    pub project_weeks: &'static [&'static [f64]],
    /// Hours of students for the same course project.
    pub course_hours: &'static [f64],
    /// Actual over estimated hours of developers with 50 and more estimated tasks.
    pub developer_ratios: &'static [f64],
}

/// Hours a week the students of the project were told to study.
pub const PROJECT_TOLD: f64 = 400.0 / 27.0;

/// The median of the course hours, of both halves.
pub const COURSE_MEDIAN: f64 = 58.5;

/// The half the prior was made from.
pub const MADE_FROM: Figures = Figures {
    project_weeks: &[
        &[
            7.0, 12.5, 14.0, 4.5, 7.5, 4.5, 8.0, 2.0, 14.0, 13.5, 28.5, 25.5, 0.0, 0.0, 1.0, 12.5, 17.3, 12.0, 22.0, 8.0, 17.5, 35.0, 44.5,
            11.0, 19.0, 20.0, 10.0,
        ],
        &[
            12.0, 16.5, 11.5, 13.0, 14.5, 20.5, 6.0, 7.0, 10.5, 5.0, 15.5, 9.0, 18.0, 13.5, 15.0, 4.0, 5.0, 7.5, 10.0, 14.5, 4.0, 8.0, 7.0,
            16.0, 19.0, 11.0, 17.0, 7.5,
        ],
        &[
            4.0, 5.0, 7.0, 7.0, 9.0, 7.5, 7.0, 13.5, 16.0, 19.5, 35.0, 28.0, 0.0, 0.0, 3.0, 12.5, 5.5, 12.5, 11.0, 19.5, 14.5, 14.5, 17.5,
            19.5, 16.0, 43.5, 28.0,
        ],
        &[
            24.0, 11.0, 13.0, 22.5, 16.0, 22.5, 22.0, 16.5, 21.0, 16.5, 20.0, 10.5, 21.0, 19.5, 8.5, 5.0, 17.5, 38.5, 26.5, 11.0, 19.0,
            16.5, 13.5, 22.0, 26.0, 45.0, 54.0, 13.5,
        ],
    ],
    course_hours: &[39.5, 82.0, 124.0, 55.0, 51.0, 70.0, 33.0, 59.5, 57.0, 64.0],
    developer_ratios: &[0.68, 1.13, 1.45],
};

/// The other half.
pub const KEPT: Figures = Figures {
    project_weeks: &[
        &[
            11.0, 4.0, 5.0, 7.0, 3.0, 5.0, 4.0, 20.0, 11.0, 15.0, 7.0, 9.0, 16.0, 0.0, 0.0, 4.0, 5.0, 11.0, 15.0, 7.0, 9.0, 15.0, 12.0,
            13.0, 10.0, 10.0, 17.0, 15.0,
        ],
        &[
            15.5, 8.0, 6.0, 10.75, 15.5, 18.16, 14.0, 17.0, 13.0, 5.0, 4.0, 0.0, 9.5, 8.0, 30.0, 31.0, 11.5, 16.0, 7.0, 14.0, 6.5, 25.5,
            0.5, 2.5, 25.0, 39.5, 18.5,
        ],
        &[
            7.5, 4.5, 7.5, 1.5, 7.5, 11.0, 17.5, 7.5, 19.0, 0.5, 0.0, 27.5, 5.0, 0.0, 8.5, 23.0, 6.0, 10.0, 18.0, 14.5, 16.0, 32.0, 21.5,
            23.0, 27.5, 27.0, 26.0, 30.5,
        ],
    ],
    course_hours: &[57.5, 36.5, 69.0, 77.0, 93.0, 65.0, 35.0, 66.0, 51.5, 19.5],
    developer_ratios: &[0.97, 1.31],
};
